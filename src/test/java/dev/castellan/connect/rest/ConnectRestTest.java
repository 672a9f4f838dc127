package dev.castellan.connect.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.castellan.kafka.config.RestAccess;
import dev.castellan.problem.WorldRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is said to a worker, word by word.
final class ConnectRestTest {
    private static final Duration BOUND = Duration.ofSeconds(5);

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private int status = 200;
    private String answer = "{}";
    private HttpServer server;
    private ConnectRest rest;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            heard.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body).strip());
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        rest = new ConnectRest("http://127.0.0.1:" + server.getAddress().getPort(), RestAccess.OPEN, BOUND);
    }

    @AfterEach
    void close() {
        rest.close();
        server.stop(0);
    }

    @Test
    void a_connector_is_created_in_the_state_it_is_meant_to_have() {
        rest.create("cdc", new TreeMap<>(Map.of("connector.class", "Any")), "PAUSED");
        assertThat(heard)
                .containsExactly(
                        "POST /connectors {\"name\":\"cdc\",\"config\":{\"connector.class\":\"Any\"},\"initial_state\":\"PAUSED\"}");
    }

    @Test
    void names_are_written_as_an_address_takes_them() {
        rest.configure("a b/c", new TreeMap<>());
        rest.turn("cdc", "pause");
        rest.restartFailed("cdc");
        rest.delete("cdc");
        rest.offsets("cdc");
        rest.resetOffsets("cdc");
        rest.connectors();
        assertThat(heard)
                .containsExactly(
                        "PUT /connectors/a%20b%2Fc/config {}",
                        "PUT /connectors/cdc/pause",
                        "POST /connectors/cdc/restart?includeTasks=true&onlyFailed=true",
                        "DELETE /connectors/cdc",
                        "GET /connectors/cdc/offsets",
                        "DELETE /connectors/cdc/offsets",
                        "GET /connectors?expand=info&expand=status");
    }

    @Test
    void what_a_worker_complains_of_is_its_first_line() {
        status = 409;
        answer = "{\"error_code\": 409, \"message\": \"a rebalance is under way\\nand more\"}";
        Reply reply = rest.status("cdc");
        assertThat(reply.isDone()).isFalse();
        assertThat(reply.isBusy()).isTrue();
        assertThat(reply.complaint()).isEqualTo("a rebalance is under way");
    }

    @Test
    void an_answer_that_is_no_json_is_known_by_its_status() {
        status = 502;
        answer = "<html>";
        assertThat(rest.health().complaint()).isEqualTo("status 502");
    }

    @Test
    void who_does_not_answer_is_named() {
        server.stop(0);
        assertThatThrownBy(() -> rest.health())
                .isInstanceOf(WorldRefused.class)
                .hasMessageContaining("does not answer");
    }
}
