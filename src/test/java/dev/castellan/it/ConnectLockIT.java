package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// An open cluster whose workers of Kafka Connect are at work is locked while it runs.
@Tag("long")
class ConnectLockIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final StringBuilder WRITTEN = new StringBuilder();
    private static Sandbox sandbox;

    @BeforeAll
    static void up() {
        sandbox = Sandbox.open("turned");
        sandbox.file("lines.txt", "");
        sandbox.spec(spec("none"));
        sandbox.run("up").succeeds();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    void workers_come_along_and_their_connectors_go_on() {
        arrives("open");

        sandbox.spec(spec("both"));
        sandbox.run("plan").succeeds().prints("workers of Connect follow once the cluster has an authorizer");
        sandbox.run("apply", "--accept-risk=unavailable").succeeds();
        arrives("both");

        sandbox.spec(spec("none"));
        sandbox.run("apply", "--accept-risk=unavailable").succeeds();
        arrives("none again");

        sandbox.spec(spec("both"));
        sandbox.run("apply", "--accept-risk=unavailable").succeeds();
        sandbox.spec(spec("tls"));
        sandbox.run("apply", "--accept-risk=plain-clients", "--accept-risk=unavailable")
                .succeeds();
        arrives("tls");
        assertThat(sandbox.json("status").get("workers").get(0).get("rest").stringValue())
                .startsWith("https://");
    }

    /// A line more in the file comes out of the topic.
    private static void arrives(String line) {
        WRITTEN.append(line).append('\n');
        sandbox.file("lines.txt", WRITTEN.toString());
        sandbox.run("connect", "status").succeeds().prints("1 of 1");
        Sandbox.eventually(
                line,
                SOON,
                () -> sandbox.run("consume", "lines", "--from-beginning")
                        .out()
                        .lines()
                        .anyMatch(line::equals));
    }

    private static String spec(String security) {
        return """
                name: turned
                nodes: 1
                security: %s
                connect: {workers: 1}
                topics: {lines: }
                connectors:
                  lines:
                    config:
                      connector.class: FileStreamSource
                      tasks.max: 1
                      file: %s
                      topic: lines
                      value.converter: org.apache.kafka.connect.storage.StringConverter
                """.formatted(security, sandbox.directory().resolve("lines.txt"));
    }
}
