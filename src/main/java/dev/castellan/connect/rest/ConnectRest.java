package dev.castellan.connect.rest;

import dev.castellan.kafka.config.RestAccess;
import dev.castellan.problem.WorldRefused;
import dev.castellan.security.Pkcs12;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// One worker, by its REST interface. Whichever is asked, it answers for all of them.
public final class ConnectRest implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String url;
    private final RestAccess access;
    private final Duration bound;
    private final HttpClient client;

    /// @param url `http://127.0.0.1:8083`
    /// @param bound how long an answer may take
    public ConnectRest(String url, RestAccess access, Duration bound) {
        this.url = url;
        this.access = access;
        this.bound = bound;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(bound);
        if (!access.authority().isEmpty()) {
            builder.sslContext(trusting(access.authority()));
        }
        this.client = builder.build();
    }

    private static SSLContext trusting(String authority) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(Pkcs12.trusted(authority));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whether it is part of its group, and knows what the others know (KIP-1017).
    public Reply health() {
        return ask("GET", "/health", "");
    }

    /// All connectors: by name what each is given, and how it is.
    public Reply connectors() {
        return ask("GET", "/connectors?expand=info&expand=status", "");
    }

    public Reply status(String connector) {
        return ask("GET", path(connector) + "/status", "");
    }

    /// What a plugin says of a config; nothing is created.
    ///
    /// @param type the connector's class, as the config names it
    public Reply validate(String type, Map<String, String> config) {
        return ask("PUT", "/connector-plugins/" + encoded(type) + "/config/validate", JSON.writeValueAsString(config));
    }

    /// @param state `RUNNING`, `PAUSED` or `STOPPED`
    public Reply create(String connector, SortedMap<String, String> config, String state) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", connector);
        body.put("config", config);
        body.put("initial_state", state);
        return ask("POST", "/connectors", JSON.writeValueAsString(body));
    }

    public Reply configure(String connector, SortedMap<String, String> config) {
        return ask("PUT", path(connector) + "/config", JSON.writeValueAsString(config));
    }

    /// @param verb `pause`, `resume` or `stop`
    public Reply turn(String connector, String verb) {
        return ask("PUT", path(connector) + "/" + verb, "");
    }

    /// Restarts what has failed of a connector, itself and its tasks.
    public Reply restartFailed(String connector) {
        return ask("POST", path(connector) + "/restart?includeTasks=true&onlyFailed=true", "");
    }

    public Reply delete(String connector) {
        return ask("DELETE", path(connector), "");
    }

    public Reply offsets(String connector) {
        return ask("GET", path(connector) + "/offsets", "");
    }

    /// Forgets them; the connector has to be stopped.
    public Reply resetOffsets(String connector) {
        return ask("DELETE", path(connector) + "/offsets", "");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static String path(String connector) {
        return "/connectors/" + encoded(connector);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Reply ask(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(bound)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        access.authorization().ifPresent(header -> request.header("Authorization", header));
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), parsed(response.body()));
        } catch (IOException e) {
            String why = e.getMessage() == null ? "" : ": " + e.getMessage();
            throw new WorldRefused(url, "does not answer" + why, "castellan status");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorldRefused(url, "was asked and did not come to answer", "");
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JacksonException e) {
            return MissingNode.getInstance(); // a page of some proxy in between: the status says enough
        }
    }
}
