package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Advice for a real cluster of three, applied to it.
class TuneIT {
    private static Sandbox sandbox;

    @BeforeAll
    static void up() {
        sandbox = Sandbox.open("tuned");
        sandbox.run("up").succeeds();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    private static JsonNode bench(String... more) {
        List<String> words = new ArrayList<>(
                List.of("bench", "produce", "--record-size", "100", "--duration", "5s", "--warm-up", "5s"));
        words.addAll(List.of(more));
        return sandbox.json(words.toArray(String[]::new));
    }

    @Test
    @Tag("long")
    void what_is_written_is_taken_by_the_cluster_and_makes_it_no_slower() throws IOException {
        double before =
                bench("--partitions", "1").at("/throughput/recordsPerSecond").asDouble();

        sandbox.run("tune", "throughput", "--write")
                .succeeds()
                .prints("batch.size", "TieredStopAtLevel", "min.insync.replicas 2", "acks all");
        String lines = Files.readString(sandbox.directory().resolve("tune-throughput.yaml"));
        sandbox.spec("name: tuned\n" + lines);
        sandbox.run("apply").succeeds();
        sandbox.run("plan").succeeds().prints("nothing to change");

        double after = bench("--command-config", "tune-throughput.properties", "--partitions", "3")
                .at("/throughput/recordsPerSecond")
                .asDouble();
        assertThat(after).isGreaterThan(before);
    }

    @Test
    @Tag("long")
    void measured_in_turns_it_says_what_it_gains() throws IOException {
        JsonNode body = sandbox.json(
                "tune",
                "throughput",
                "--bench",
                "--pairs",
                "1",
                "--duration",
                "4s",
                "--warm-up",
                "4s",
                "--html",
                "tune.html");

        JsonNode measured = body.at("/measured");
        assertThat(measured.at("/throughput/ratio").asDouble()).isGreaterThan(1);
        assertThat(measured.at("/codecs")).hasSize(2);
        assertThat(measured.at("/codecs/0/left").asDouble()).isBetween(0.05, 0.9);
        JsonNode pair = measured.at("/pairs/0");
        for (String one : List.of("before", "after")) {
            assertThat(pair.at("/" + one + "/workload/batching/acks").stringValue())
                    .isEqualTo("all");
            assertThat(pair.at("/" + one + "/workload/place/replicas").asInt()).isEqualTo(3);
            assertThat(pair.at("/" + one + "/throughput/failed").asLong()).isZero();
        }
        assertThat(Files.readString(sandbox.directory().resolve("tune.html"))).contains("as it comes", "recommended");
    }

    @Test
    void what_makes_no_sense_is_refused_in_one_sentence() {
        sandbox.run("tune", "speed").exits(2).complains("throughput|latency");
        sandbox.run("tune", "latency", "--rate", "0").exits(2).complains("--rate 0 is out of range");
        sandbox.run("tune", "latency", "--record-size", "0").exits(2).complains("--record-size 0 is out of range");
        sandbox.run("tune", "throughput", "--bootstrap", "127.0.0.1:1").exits(2).complains("--cores 8 --memory 32g");
        sandbox.run("tune", "throughput", "--html", "x.html").exits(2).complains("add --bench");
        sandbox.file("tune-latency.yaml", "mine: true\n");
        sandbox.run("tune", "latency", "--write").exits(2).complains("tune-latency.yaml is here already");
    }
}
