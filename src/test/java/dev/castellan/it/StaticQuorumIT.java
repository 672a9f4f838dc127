package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Clusters whose controllers stand in every node's properties get a quorum that can change, while clients work.
@Tag("long")
final class StaticQuorumIT {
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String STATIC = "quorum: static\n";
    private static final String NEW = "4.3.1";

    private final String nodes = FreePorts.nodes(3);

    private static String spec(String kafka, String tail) {
        return "name: fixed\nheap: 256m\nkafka: {version: " + kafka + ", soak: 3s}\n" + tail;
    }

    @Test
    void a_static_quorum_becomes_dynamic_while_clients_work_and_takes_a_controller_then() {
        try (Sandbox sandbox = Sandbox.open("fixed")) {
            sandbox.spec(spec(NEW, nodes + STATIC));
            sandbox.run("up").succeeds();
            sandbox.run("plan").succeeds().prints("nothing to change", "the quorum is static");
            assertThat(directories(sandbox)).containsOnlyKeys(1, 2, 3).containsValue("");
            assertThat(properties(sandbox, 1)).contains("controller.quorum.voters=1@127.0.0.1:");
            sandbox.run("down").succeeds();
            sandbox.run("up").succeeds();

            String fourth = "- {id: 4, roles: controller, controller-port: " + FreePorts.next() + "}\n";
            sandbox.spec(spec(NEW, nodes + fourth + STATIC));
            sandbox.run("apply").exits(2).complains("kafka-4 would be a new controller", "quorum: dynamic");
            sandbox.spec(spec(NEW, nodes));
            sandbox.run("apply").exits(2).complains("Kafka does not take back", "--accept-risk=no-way-back");
            Witnessed.kept(Witnessed.during(
                    sandbox,
                    () -> sandbox.run("apply", "--accept-risk=no-way-back").succeeds()));
            isDynamic(sandbox);

            sandbox.spec(spec(NEW, nodes + fourth));
            Witnessed.kept(Witnessed.during(sandbox, () -> sandbox.run("apply").succeeds()));
            assertThat(directories(sandbox)).containsOnlyKeys(1, 2, 3, 4);
            sandbox.run("plan").succeeds().prints("nothing to change");
            sandbox.spec(spec(NEW, nodes + fourth + STATIC));
            sandbox.run("apply").exits(2).complains("the quorum is dynamic", "does not take that back");
        }
    }

    @Test
    void so_does_that_of_a_release_that_only_says_so_once_it_is_a_newer_one() throws Exception {
        try (Sandbox sandbox = Sandbox.open("fixed")) {
            String old = "3.9.1";
            sandbox.spec(spec(old, nodes + STATIC));
            sandbox.run("up").succeeds();
            sandbox.spec(spec(old, nodes));
            sandbox.run("apply", "--accept-risk=no-way-back")
                    .exits(2)
                    .complains(old + " would say that it is done", "write quorum: static");
            sandbox.spec(spec(NEW, nodes));
            sandbox.run("apply", "--accept-risk=no-way-back").exits(2).complains(old, "write quorum: static");

            sandbox.spec(spec(NEW, nodes + STATIC));
            Witnessed.kept(Witnessed.during(sandbox, () -> sandbox.run("apply").succeeds()));
            sandbox.run("finalize", "--accept-risk=no-way-back").succeeds();
            assertThat(directories(sandbox)).containsValue("");

            sandbox.spec(spec(NEW, nodes));
            Witnessed.kept(Witnessed.during(sandbox, () -> {
                Process cut = sandbox.start("apply", "--accept-risk=no-way-back");
                Sandbox.eventually("a file names no voters any more", BOUND, () -> namesNone(sandbox));
                cut.destroyForcibly();
                assertThat(cut.waitFor(10, TimeUnit.SECONDS)).isTrue();
                sandbox.run("apply").succeeds();
            }));
            isDynamic(sandbox);
        }
    }

    /// By the controllers' word and by every file, and nodes start from nothing with it.
    private static void isDynamic(Sandbox sandbox) {
        assertThat(directories(sandbox)).containsOnlyKeys(1, 2, 3).doesNotContainValue("");
        for (int id = 1; id <= 3; id++) {
            assertThat(properties(sandbox, id))
                    .contains("controller.quorum.bootstrap.servers=")
                    .doesNotContain("controller.quorum.voters");
        }
        sandbox.run("plan").succeeds().prints("nothing to change");
        sandbox.run("down").succeeds();
        sandbox.run("up").succeeds();
        assertThat(sandbox.status().get("health").asString("")).isEqualTo("healthy");
    }

    /// The directory of each voter, as the controllers say it.
    private static SortedMap<Integer, String> directories(Sandbox sandbox) {
        SortedMap<Integer, String> directories = new TreeMap<>();
        for (JsonNode replica : sandbox.json("quorum").get("replicas")) {
            if (!replica.get("role").asString("").equals("observer")) {
                directories.put(
                        replica.get("node").asInt(-1), replica.path("directory").asString(""));
            }
        }
        return directories;
    }

    private static boolean namesNone(Sandbox sandbox) {
        return IntStream.rangeClosed(1, 3)
                .anyMatch(id -> !properties(sandbox, id).contains("controller.quorum.voters"));
    }

    private static String properties(Sandbox sandbox, int node) {
        return text(sandbox.node("fixed", node).resolve("server.properties"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
