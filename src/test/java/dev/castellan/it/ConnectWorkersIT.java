package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Workers of Kafka Connect and connectors become and stay what the spec says.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConnectWorkersIT {
    private static Sandbox sandbox;

    @BeforeAll
    static void up() {
        sandbox = Sandbox.open("joined");
        sandbox.file("lines.txt", "one\ntwo\nthree\n");
        sandbox.file("lines.json", """
                {"name": "lines", "config": {
                  "connector.class": "FileStreamSource",
                  "tasks.max": "1",
                  "file": "%s",
                  "topic": "lines",
                  "value.converter": "org.apache.kafka.connect.storage.StringConverter"}}
                """.formatted(sandbox.directory().resolve("lines.txt")));
        spec("512m", "running");
        sandbox.run("up").succeeds();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    private static void spec(String heap, String state) {
        sandbox.spec("""
                name: joined
                nodes: 1
                connect: {workers: 2, heap: %s}
                topics:
                  lines:
                connectors:
                  lines: {file: lines.json, state: %s}
                """.formatted(heap, state));
    }

    @Test
    @Order(1)
    void one_command_makes_workers_and_connectors_and_a_second_finds_nothing_to_do() {
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        sandbox.run("consume", "lines", "--from-beginning", "--max", "3")
                .succeeds()
                .prints("three");
        sandbox.run("status").succeeds().prints("connect-1").prints("connect-2");
        sandbox.run("connect", "status").succeeds().prints("FileStreamSource").prints("1 of 1");
    }

    @Test
    @Order(2)
    void a_connector_changed_through_rest_is_drift_and_put_back() throws IOException, InterruptedException {
        String url = sandbox.json("status").get("workers").get(0).get("rest").stringValue();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/connectors/lines/config"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(
                        """
                        {"connector.class": "FileStreamSource", "tasks.max": "1", "file": "%s", "topic": "lines",
                         "batch.size": "7", "value.converter": "org.apache.kafka.connect.storage.StringConverter"}
                        """.formatted(sandbox.directory().resolve("lines.txt"))))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
        sandbox.run("plan").succeeds().prints("connector lines, batch.size 7 -> (none)");
        sandbox.run("apply").succeeds();
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    @Test
    @Order(3)
    void connectors_pause_and_go_on_as_they_are_told() {
        spec("512m", "paused");
        sandbox.run("plan").succeeds().prints("running -> paused");
        sandbox.run("apply").succeeds();
        sandbox.run("connect", "status").succeeds().prints("paused");
        sandbox.run("connect", "resume", "lines").succeeds();
        sandbox.run("connect", "status").succeeds().prints("running");
    }

    @Test
    @Order(4)
    void another_heap_restarts_workers_one_by_one() {
        spec("600m", "running");
        sandbox.run("plan").succeeds().prints("2 restarts of workers, one after the other");
        sandbox.run("apply").succeeds();
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    @Test
    @Order(5)
    void a_plugin_asks_for_what_is_missing_before_anything_is_created() {
        sandbox.spec("""
                name: joined
                nodes: 1
                connect: {workers: 2, heap: 600m}
                topics:
                  lines:
                connectors:
                  broken: {config: {connector.class: FileStreamSource, tasks.max: 1}}
                """);
        sandbox.run("apply")
                .exits(2)
                .complains("cluster.yaml:7:3  connector broken, topic: Missing required configuration");
        sandbox.run("connect", "delete", "lines").succeeds();
        sandbox.run("down").succeeds();
    }
}
