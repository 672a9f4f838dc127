package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.drill.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A cluster goes to another release and back while the ledger's clients work.
class UpgradeIT {
    private static final String NEW = "4.3.1";

    @Test
    void a_cluster_is_upgraded_taken_back_upgraded_and_finalized() {
        story("4.0.2");
    }

    @Test
    @Tag("long")
    void so_is_one_of_the_last_release_that_knew_zookeeper() {
        story("3.9.2");
    }

    private static void story(String old) {
        try (Sandbox sandbox = Sandbox.open("aged")) {
            String nodes = FreePorts.nodes(3);
            sandbox.spec(spec(old, nodes));
            sandbox.run("up").succeeds();

            kept(Witnessed.during(sandbox, () -> {
                sandbox.spec(spec(NEW, nodes));
                sandbox.run("plan").succeeds().prints("Kafka " + old + " -> " + NEW, "watch for 3 s");
                sandbox.run("apply").succeeds();
            }));
            assertThat(releases(sandbox)).containsOnly(NEW);
            sandbox.run("plan").succeeds().prints("nothing to change", "not finalized yet: metadata.version");

            kept(Witnessed.during(sandbox, () -> {
                sandbox.spec(spec(old, nodes));
                sandbox.run("apply").succeeds();
                assertThat(releases(sandbox)).containsOnly(old);

                sandbox.spec(spec(NEW, nodes));
                sandbox.run("finalize").exits(3).complains("not every node runs Kafka " + NEW);
                sandbox.run("apply").succeeds();
            }));
            sandbox.run("finalize").exits(2).complains("metadata.version", "no way back", "--accept-risk=no-way-back");
            sandbox.run("finalize", "--feature", "share.verse", "--accept-risk=no-way-back")
                    .exits(2)
                    .complains("not to be finalized: share.verse");
            sandbox.run("finalize", "--accept-risk=no-way-back").succeeds();
            sandbox.run("finalize").succeeds().prints("nothing to finalize");
            sandbox.spec(spec(old, nodes));
            sandbox.run("apply")
                    .exits(2)
                    .complains(
                            "the cluster uses metadata.version", "Kafka does not take that back: write kafka: " + NEW);
        }
    }

    @Test
    void a_release_that_does_not_start_is_taken_back_at_the_first_node() throws IOException {
        try (Sandbox sandbox = Sandbox.open("torn")) {
            String nodes = FreePorts.nodes(3);
            sandbox.spec(spec("4.0.2", nodes));
            sandbox.run("up").succeeds();
            sandbox.spec(spec("{version: 4.3.1, from: " + torn(sandbox, "kafka-raft-") + "}", nodes));
            sandbox.run("apply").exits(3).complains("its classes do not load", "a jar is damaged or missing");
            Path torn = torn(sandbox, "metrics-core-");
            sandbox.spec(spec("4.0.2", nodes));

            kept(Witnessed.during(sandbox, () -> {
                sandbox.spec(spec("{version: 4.3.1, from: " + torn + ", soak: 3s, on-failure: revert}", nodes));
                sandbox.run("apply").exits(3).complains("its process ended", "all nodes are back at the release");
            }));
            assertThat(releases(sandbox)).containsOnly("4.0.2");
            assertThat(sandbox.status().get("health").stringValue()).isEqualTo("healthy");
        }
    }

    @Test
    @Tag("long")
    void a_release_that_does_not_start_stops_at_the_first_node_and_the_one_before_goes_on() throws IOException {
        try (Sandbox sandbox = Sandbox.open("torn")) {
            String nodes = FreePorts.nodes(3);
            sandbox.spec(spec("4.0.2", nodes));
            sandbox.run("up").succeeds();

            kept(Witnessed.during(sandbox, () -> {
                Path torn = torn(sandbox, "metrics-core-");
                sandbox.spec(spec("{version: 4.3.1, from: " + torn + ", soak: 3s}", nodes));
                sandbox.run("apply").exits(3).complains("its process ended", "to go back: write the release before");
                sandbox.spec(spec("4.0.2", nodes));
                sandbox.run("apply").succeeds();
            }));
            assertThat(releases(sandbox)).containsOnly("4.0.2");
            sandbox.run("plan").succeeds().prints("nothing to change");
        }
    }

    /// All jars, those whose name begins so no archives.
    private static Path torn(Sandbox sandbox, String damaged) throws IOException {
        Path folder = Path.of("torn-" + damaged, "kafka_2.13-4.3.1");
        Path libs = Files.createDirectories(sandbox.directory().resolve(folder).resolve("libs"));
        try (Stream<Path> jars = Files.list(sandbox.home().resolve("kafka/4.3.1/libs"))) {
            for (Path jar : jars.toList()) {
                if (jar.getFileName().toString().startsWith(damaged)) {
                    Files.writeString(libs.resolve(jar.getFileName()), "torn");
                } else {
                    Files.createLink(libs.resolve(jar.getFileName()), jar);
                }
            }
        }
        return folder;
    }

    private static void kept(Account account) {
        assertThat(account.holds()).as(account.toString()).isTrue();
        assertThat(account.verdict().counts().acknowledged()).isGreaterThan(500);
    }

    private static List<String> releases(Sandbox sandbox) {
        return IntStream.range(0, 3)
                .mapToObj(node ->
                        sandbox.status().get("nodes").get(node).get("kafka").stringValue())
                .toList();
    }

    private static String spec(String kafka, String nodes) {
        String release = kafka.startsWith("{") ? kafka : "{version: " + kafka + ", soak: 3s}";
        return "name: aged\nheap: 256m\nkafka: " + release + "\n" + nodes;
    }
}
