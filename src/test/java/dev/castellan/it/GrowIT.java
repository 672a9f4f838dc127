package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.drill.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Nodes that join a cluster and leave it while clients work on it: the ledger sees everything that they are promised.
final class GrowIT {
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String TOPIC = "topics: {clicks: {partitions: 12, replication-factor: 3}}\n";

    private final List<Integer> ports =
            IntStream.generate(FreePorts::next).limit(15).boxed().toList();

    private String node(int id, String roles) {
        return "  - {id: %d, roles: %s, port: %d, node-port: %d, controller-port: %d}%n"
                .formatted(id, roles, ports.get(3 * id - 3), ports.get(3 * id - 2), ports.get(3 * id - 1));
    }

    /// Nodes 1 to 3 are both; those after them have the given role.
    private String spec(String head, int nodes, String roles, String tail) {
        StringBuilder yaml = new StringBuilder(head + "heap: 256m\nnodes:\n");
        for (int id = 1; id <= nodes; id++) {
            yaml.append(node(id, id <= 3 ? "both" : roles));
        }
        return yaml + tail;
    }

    private static void settled(Sandbox sandbox) {
        sandbox.run("plan").succeeds().prints("nothing to change");
    }

    private static String directory(Sandbox sandbox, int node) {
        for (JsonNode replica : sandbox.json("quorum").get("replicas")) {
            if (replica.get("node").asInt(-1) == node
                    && !replica.get("role").asString("").equals("observer")) {
                return replica.get("directory").asString("");
            }
        }
        return "";
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(Sandbox sandbox, int records) {
        // Text that no codec makes small: what moves takes its time.
        Random random = new Random(records);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < records; i++) {
            random.ints(1000, 'a', 'z' + 1).forEach(text::appendCodePoint);
            text.append('\n');
        }
        sandbox.runWith(text.toString(), "produce", "clicks").succeeds();
    }

    @Test
    @Tag("long")
    void a_locked_cluster_of_three_brokers_has_five_and_then_three_again_and_clients_notice_nothing() {
        try (Sandbox sandbox = Sandbox.open("grow")) {
            String head = "name: grow\nsecurity: tls\n";
            sandbox.spec(spec(head, 3, "broker", TOPIC));
            sandbox.run("up").succeeds();
            fill(sandbox, 3000);

            Account grown = Witnessed.during(sandbox, () -> {
                sandbox.spec(spec(head, 5, "broker", TOPIC));
                Result applied = sandbox.run("apply").succeeds();
                assertThat(applied.toString())
                        .contains("(kafka-4 kafka-5 are new)")
                        .doesNotContain(" restart ");
            });
            assertThat(grown.holds()).as(grown.toString()).isTrue();
            assertThat(Members.holders(sandbox, "clicks")).containsExactly(1, 2, 3, 4, 5);
            settled(sandbox);

            Account shrunk = Witnessed.during(sandbox, () -> {
                sandbox.spec(spec(head, 5, "broker", TOPIC + "retire: [4, 5]\n"));
                sandbox.run("apply").succeeds();
            });
            assertThat(shrunk.holds()).as(shrunk.toString()).isTrue();
            assertThat(Members.holders(sandbox, "clicks")).containsExactly(1, 2, 3);
            settled(sandbox);
            sandbox.run("plan").succeeds().prints("kafka-4 kafka-5 are gone: take them out of nodes and retire");
            assertThat(sandbox.node("grow", 4)).doesNotExist();

            sandbox.spec(spec(head, 3, "broker", TOPIC));
            sandbox.run("apply").succeeds(); // the others are super users no more
            settled(sandbox);
            assertThat(sandbox.run("consume", "clicks", "--from-beginning")
                            .succeeds()
                            .out()
                            .lines()
                            .count())
                    .isEqualTo(3000);
        }
    }

    @Test
    @Tag("long")
    void three_controllers_become_five_and_then_three_again_without_the_one_that_led() {
        try (Sandbox sandbox = Sandbox.open("votes")) {
            sandbox.spec(spec("name: votes\n", 3, "controller", TOPIC));
            sandbox.run("up").succeeds();

            Account account = Witnessed.during(sandbox, () -> {
                sandbox.spec(spec("name: votes\n", 5, "controller", TOPIC));
                sandbox.run("apply").succeeds();
                assertThat(Members.voters(sandbox)).containsExactly(1, 2, 3, 4, 5);
                settled(sandbox);

                sandbox.spec(spec("name: votes\n", 5, "controller", TOPIC + "retire: [4, 5]\n"));
                sandbox.run("apply").succeeds();
                assertThat(Members.voters(sandbox)).containsExactly(1, 2, 3);
                settled(sandbox);
            });
            assertThat(account.holds()).as(account.toString()).isTrue();

            int leader = sandbox.json("quorum").get("leader").asInt(-1);
            int fourth = leader == 3 ? 2 : 3;
            assertThat(fourth).isNotEqualTo(leader);
            sandbox.spec(spec("name: votes\n", 5, "both", TOPIC));
            sandbox.run("apply").succeeds();
            sandbox.spec(spec("name: votes\n", 5, "both", TOPIC + "retire: [" + leader + ", " + fourth + "]\n"));
            sandbox.run("apply").succeeds();
            assertThat(Members.voters(sandbox))
                    .hasSize(3)
                    .doesNotContain(leader, fourth)
                    .contains(4, 5);
            assertThat(Members.holders(sandbox, "clicks")).doesNotContain(leader, fourth);
            settled(sandbox);
        }
    }

    @Test
    void a_node_that_is_lost_with_all_it_held_comes_back_under_its_id() {
        try (Sandbox sandbox = Sandbox.open("lost")) {
            sandbox.spec(spec("name: lost\n", 3, "broker", TOPIC));
            sandbox.run("up").succeeds();
            fill(sandbox, 1000);
            String before = directory(sandbox, 2);

            Account account = Witnessed.during(sandbox, () -> {
                sandbox.run("kill", "kafka-2").succeeds();
                delete(sandbox.node("lost", 2));
                Sandbox.eventually(
                        "its session ends", BOUND, () -> sandbox.run("plan").exitCode() == 0);
                sandbox.run("apply").succeeds();
            });

            assertThat(account.holds()).as(account.toString()).isTrue();
            assertThat(Members.voters(sandbox)).containsExactly(1, 2, 3);
            assertThat(directory(sandbox, 2)).isNotEmpty().isNotEqualTo(before);
            settled(sandbox);
        }
    }

    @Test
    void a_drain_that_was_killed_goes_on_and_what_cannot_be_done_is_refused() throws Exception {
        try (Sandbox sandbox = Sandbox.open("drain")) {
            String slow = TOPIC + "move-rate: 1\n";
            sandbox.spec(spec("name: drain\n", 4, "broker", slow));
            sandbox.run("up").succeeds();
            fill(sandbox, 20_000);

            sandbox.spec(spec("name: drain\n", 3, "broker", slow));
            sandbox.run("apply").exits(2).complains("kafka-4 belongs to the cluster", "retire: [4]");
            sandbox.spec(spec("name: drain\n", 4, "broker", "retire: [3, 4]\n"));
            sandbox.run("apply").exits(2).complains("2 brokers would stay", "clicks (3)", "--accept-risk=weak-quorum");

            sandbox.spec(spec("name: drain\n", 4, "broker", slow + "retire: [4]\n"));
            Process drain = sandbox.start("apply");
            Path journal = sandbox.home().resolve("clusters/drain/journal.jsonl");
            Sandbox.eventually(
                    "replicas move", BOUND, () -> Sandbox.text(journal).contains("MoveReplicas"));
            drain.destroyForcibly();
            assertThat(drain.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(sandbox.run("plan").out()).containsAnyOf("kafka-4 leaves", "that was cut off");

            sandbox.spec(spec("name: drain\n", 4, "broker", TOPIC + "move-rate: 100\nretire: [4]\n"));
            sandbox.run("apply").succeeds();
            assertThat(Members.holders(sandbox, "clicks")).containsExactly(1, 2, 3);
            settled(sandbox);
            assertThat(sandbox.run("topics", "describe", "clicks").out()).doesNotContain("throttled");
            assertThat(sandbox.run("consume", "clicks", "--from-beginning")
                            .succeeds()
                            .out()
                            .lines()
                            .count())
                    .isEqualTo(20_000);
        }
    }
}
