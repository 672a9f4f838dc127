package dev.castellan.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.json.JsonMapper;

/// Whom Alertmanager tells: a receiver of its webhooks, on 127.0.0.1, that forgets nothing.
final class Pager implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpServer http;
    private final List<Page> pages = new CopyOnWriteArrayList<>();

    /// @param subject the value of the label that says what it is about, as far as it has one of those asked for
    record Page(String alert, String status, String severity, String subject) {}

    private Pager(HttpServer http) {
        this.http = http;
    }

    static Pager open() throws IOException {
        Pager pager = new Pager(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        pager.http.createContext("/", pager::take);
        pager.http.start();
        return pager;
    }

    String address() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/";
    }

    private void take(HttpExchange exchange) throws IOException {
        MAPPER.readTree(exchange.getRequestBody().readAllBytes())
                .path("alerts")
                .forEach(alert -> pages.add(new Page(
                        alert.path("labels").path("alertname").asString(""),
                        alert.path("status").asString(""),
                        alert.path("labels").path("severity").asString(""),
                        List.of("node", "group", "name", "connector").stream()
                                .map(label -> alert.path("labels").path(label).asString(""))
                                .filter(value -> !value.isEmpty())
                                .findFirst()
                                .orElse(""))));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /// Everything that came, in its order; who is told again is told the same.
    List<Page> pages() {
        return List.copyOf(pages);
    }

    /// Whether the last that came about an alert says so.
    boolean says(String alert, String subject, String status) {
        return pages.stream()
                .filter(page -> page.alert().equals(alert) && page.subject().equals(subject))
                .reduce((before, last) -> last)
                .filter(last -> last.status().equals(status))
                .isPresent();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
