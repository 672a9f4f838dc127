package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A node is killed, then a second: what the user sees, and what the cluster goes on doing.
class FailureWalkIT {
    private static final Duration SESSION = Duration.ofSeconds(40);

    @Test
    @Tag("long")
    void the_cluster_outlives_one_node_and_says_so_when_two_are_lost() throws IOException, InterruptedException {
        try (Sandbox sandbox = Sandbox.open("walk")) {
            sandbox.run("up").succeeds();
            sandbox.run("topics", "create", "t", "--partitions", "6").succeeds();
            JsonNode before = sandbox.status();
            int leader = before.get("quorum").get("leader").intValue();
            int victim = leader == 3 ? 2 : 3;

            sandbox.run("kill", "kafka-" + victim).succeeds();
            Process producer = sandbox.start("produce", "t");
            try (Writer lines = producer.outputWriter(StandardCharsets.UTF_8)) {
                for (int i = 1; i <= 1000; i++) {
                    lines.write(i + "\n");
                }
            }
            assertThat(producer.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(producer.exitValue())
                    .as("a producer with acks=all goes on")
                    .isZero();
            Sandbox.eventually("new leaders and a shrunken ISR", SESSION, () -> isShrunken(sandbox.status(), victim));
            sandbox.run("status")
                    .exits(3)
                    .prints("degraded", "kafka-" + victim + " does not run: castellan start kafka-" + victim, "led by");

            sandbox.run("start", "kafka-" + victim).succeeds();
            Sandbox.eventually(
                    "the ISR is whole again",
                    SESSION,
                    () -> sandbox.status().get("health").stringValue().equals("healthy"));
            sandbox.run("consume", "t", "--from-beginning", "--max", "1000")
                    .succeeds()
                    .within(Duration.ofSeconds(20));

            sandbox.run("kill", "kafka-1", "kafka-2").succeeds();
            sandbox.run("status")
                    .exits(3)
                    .prints("quorum-lost", "1 of 3 controllers run, 2 are needed", "No leader can be elected")
                    .within(Duration.ofSeconds(25));
            sandbox.run("topics", "create", "u", "--timeout", "3").exits(3).within(Duration.ofSeconds(20));

            sandbox.run("up").succeeds().prints("ready in");
            assertThat(sandbox.status().get("health").stringValue()).isEqualTo("healthy");
        }
    }

    private static boolean isShrunken(JsonNode status, int victim) {
        JsonNode partitions = status.get("partitions");
        if (partitions.isNull()
                || partitions.get("behind").isEmpty()
                || status.get("quorum").isNull()) {
            return false;
        }
        for (JsonNode partition : partitions.get("behind")) {
            for (JsonNode id : partition.get("isr")) {
                if (id.intValue() == victim) {
                    return false;
                }
            }
            if (partition.get("leader").isNull() || partition.get("leader").intValue() == victim) {
                return false;
            }
        }
        return partitions.get("offline").intValue() == 0;
    }
}
