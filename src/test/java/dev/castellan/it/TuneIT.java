package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.distribution.Distributions;
import dev.castellan.kafka.distribution.Progress;
import dev.castellan.kafka.knowledge.ConfigFact;
import dev.castellan.kafka.knowledge.KafkaKnowledge;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.tune.Advice;
import dev.castellan.tune.Advice.Scope;
import dev.castellan.tune.Goal;
import dev.castellan.tune.Recommendation;
import dev.castellan.tune.Situations;
import dev.castellan.tune.Stock;
import dev.castellan.tune.Tuner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    /// Every kind of advice, of every release that is kept, is a value that the release takes.
    @Test
    void every_release_takes_what_is_advised(@TempDir Path cache) {
        var distributions = new Distributions(cache, Progress.SILENT);
        for (KafkaVersion version : List.of(new KafkaVersion(3, 9, 2), KafkaVersion.DEFAULT)) {
            try (KafkaKnowledge kafka = KafkaKnowledge.of(distributions.resolve(version))) {
                Stock stock = stock(kafka);
                assertThat(Tuner.tune(Situations.hosts(Goal.throughput, 64), stock))
                        .extracting(Advice::name)
                        .contains("batch.size", "num.io.threads", "num.replica.fetchers", "socket.send.buffer.bytes");
                Situations.random(200, 11).forEach(situation -> {
                    var tuned = new Recommendation(situation, Tuner.tune(situation, stock));
                    assertThat(kafka.checkProducer(tuned.values(Scope.producer)))
                            .isEmpty();
                    assertThat(kafka.checkConsumer(tuned.values(Scope.consumer)))
                            .isEmpty();
                    Map<String, String> topic = new HashMap<>(tuned.values(Scope.topic));
                    topic.remove("partitions");
                    assertThat(kafka.checkTopic(topic)).isEmpty();
                    Map<String, String> broker = new HashMap<>(BROKER);
                    broker.putAll(tuned.values(Scope.broker));
                    assertThat(kafka.checkBroker(
                                    broker, tuned.values(Scope.broker).keySet(), Set.of()))
                            .isEmpty();
                });
            }
        }
    }

    private static final Map<String, String> BROKER = Map.of(
            "node.id", "1",
            "process.roles", "broker,controller",
            "listeners", "CLIENT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093",
            "listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name", "CLIENT",
            "controller.listener.names", "CONTROLLER",
            "controller.quorum.bootstrap.servers", "127.0.0.1:9093",
            "log.dirs", "/data");

    private static Stock stock(KafkaKnowledge kafka) {
        return (scope, name) -> switch (scope) {
            case broker -> kafka.broker(name).flatMap(ConfigFact::defaultValue);
            case topic -> kafka.topic(name).flatMap(ConfigFact::defaultValue);
            case producer -> kafka.producer(name).flatMap(ConfigFact::defaultValue);
            case consumer -> kafka.consumer(name).flatMap(ConfigFact::defaultValue);
            case jvm -> Optional.empty();
        };
    }
}
