package dev.castellan.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.castellan.problem.WorldRefused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/// An HTTP server on 127.0.0.1 with a few pages.
///
/// Who comes while all threads work waits in a short line, and beyond that is turned away: a scrape that takes too
/// long must not become ten.
public final class Server implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int WAITING = 16;
    private static final String SECONDS_TO_ASK = "10";
    private static final String SECONDS_TO_ANSWER = "60";

    private final HttpServer http;
    private final ThreadPoolExecutor threads;

    private Server(HttpServer http, ThreadPoolExecutor threads) {
        this.http = http;
        this.threads = threads;
    }

    /// @param port 0 for any that is free
    /// @param pages by their paths
    /// @throws WorldRefused when the port is taken
    public static Server start(int port, Map<String, Supplier<Page>> pages) {
        // The JDK's server waits for ever for who begins to ask and does not end, unless told before it is first used.
        System.setProperty("sun.net.httpserver.maxReqTime", SECONDS_TO_ASK);
        System.setProperty("sun.net.httpserver.maxRspTime", SECONDS_TO_ANSWER);
        HttpServer http;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAITING);
        } catch (IOException e) {
            throw new WorldRefused(
                    "127.0.0.1:" + port,
                    "cannot be listened on: " + e.getMessage(),
                    "castellan serve --port N takes another");
        }
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                task -> Thread.ofPlatform().daemon().name("http").unstarted(task));
        threads.allowCoreThreadTimeOut(true);
        http.setExecutor(threads);
        Map<String, Supplier<Page>> known = Map.copyOf(pages);
        http.createContext("/", exchange -> answer(exchange, known));
        http.start();
        return new Server(http, threads);
    }

    /// `http://127.0.0.1:7070`
    public String address() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return http.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, Map<String, Supplier<Page>> pages) throws IOException {
        if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            exchange.sendResponseHeaders(405, -1);
            return;
        }
        Supplier<Page> page = pages.get(String.valueOf(exchange.getRequestURI().getPath()));
        send(exchange, page == null ? nothingHere(pages) : page(page));
    }

    private static Page page(Supplier<Page> page) {
        try {
            return page.get();
        } catch (RuntimeException defect) {
            return Page.lines(500, "a defect in Castellan: " + defect);
        }
    }

    private static Page nothingHere(Map<String, Supplier<Page>> pages) {
        return Page.lines(
                404,
                "here are: " + String.join(" ", pages.keySet().stream().sorted().toList()));
    }

    private static void send(HttpExchange exchange, Page page) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", page.type());
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        byte[] body = page.text().getBytes(StandardCharsets.UTF_8);
        if (takesGzip(exchange.getRequestHeaders())) {
            headers.set("Content-Encoding", "gzip");
            body = zipped(body);
        }
        if (exchange.getRequestMethod().equals("HEAD") || body.length == 0) {
            exchange.sendResponseHeaders(page.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(page.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /// `gzip;q=0` is rare enough to be asked for by nobody.
    private static boolean takesGzip(Headers headers) {
        List<String> accepted = headers.getOrDefault("Accept-Encoding", List.of());
        return accepted.stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("gzip"));
    }

    private static byte[] zipped(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("memory refuses nothing", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
