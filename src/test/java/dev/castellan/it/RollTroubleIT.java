package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Restarts when something else is wrong already, or goes wrong meanwhile: they refuse, wait or stop, lose nothing, and
/// the same command ends them.
final class RollTroubleIT {
    private static final Duration BOUND = Duration.ofSeconds(90);

    /// The JVM waits for a debugger before it does anything.
    private static final String HANGS = "'-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0'";

    private static Sandbox cluster(String name, String nodes) {
        Sandbox sandbox = Sandbox.open(name);
        sandbox.spec(spec(name, nodes, ""));
        sandbox.run("up").succeeds();
        sandbox.run("topics", "create", "held", "--partitions", "6", "--replication-factor", "3")
                .succeeds();
        return sandbox;
    }

    private static String spec(String name, String nodes, String jvm) {
        return "name: " + name + "\nheap: 256m\n" + (jvm.isEmpty() ? "" : "jvm: [" + jvm + "]\n") + nodes;
    }

    @Test
    void while_a_node_is_down_the_others_stay_up_and_the_same_command_goes_on_once_it_is_back() {
        try (Sandbox sandbox = cluster("short", FreePorts.nodes(3))) {
            sandbox.run("kill", "kafka-3").succeeds();
            String before = pids(sandbox);

            sandbox.run("restart", "kafka-1")
                    .exits(3)
                    .complains("kafka-1  may not restart now: ", "held-", " would keep 1 in sync, 2 are needed");

            assertThat(pids(sandbox)).isEqualTo(before);
            sandbox.run("start", "kafka-3").succeeds();
            sandbox.run("restart", "kafka-1").succeeds();
            isAsWanted(sandbox);
        }
    }

    @Test
    @Tag("long")
    void a_node_that_hangs_at_its_start_stops_the_roll_and_the_way_back_is_the_spec_of_before() {
        String nodes = FreePorts.nodes(3);
        try (Sandbox sandbox = cluster("hung", nodes)) {
            Witnessed.kept(Witnessed.during(sandbox, () -> {
                sandbox.spec(spec("hung", nodes, HANGS));
                sandbox.run("apply")
                        .exits(3)
                        .complains(
                                " to listen; nothing has moved for 60 s",
                                "the restart stops here: nodes before it are done, nodes after it were not touched",
                                "to go back: put what it had before into the spec, and apply");
                assertThat(sandbox.run("status").exits(3).out()).containsOnlyOnce(": castellan logs kafka-");

                sandbox.spec(spec("hung", nodes, ""));
                sandbox.run("apply").succeeds();
            }));
            isAsWanted(sandbox);
        }
    }

    @Test
    @Tag("long")
    void killed_in_the_middle_of_any_restart_the_same_command_ends_the_roll() throws Exception {
        String nodes = FreePorts.nodes(3);
        try (Sandbox sandbox = cluster("broken", nodes)) {
            Path journal = sandbox.home().resolve("clusters/broken/journal.jsonl");
            Witnessed.kept(Witnessed.during(sandbox, () -> {
                for (int round = 1; round <= 6; round++) {
                    sandbox.spec(spec("broken", nodes, "-Dround=" + round));
                    long restarts = restarts(journal) + (round + 1) / 2; // its first, second or third
                    Process apply = sandbox.start("apply");
                    Path said = sandbox.lastErrors();
                    Sandbox.eventually("a restart begins", BOUND, () -> {
                        assertThat(apply.isAlive()).as(Sandbox.text(said)).isTrue();
                        return restarts(journal) >= restarts;
                    });
                    pause(Duration.ofMillis(round % 2 == 0 ? 300 : 3000));
                    apply.destroyForcibly();
                    assertThat(apply.waitFor(10, TimeUnit.SECONDS)).isTrue();

                    sandbox.run("apply").succeeds();

                    isAsWanted(sandbox);
                }
            }));
            isAsWanted(sandbox);
        }
    }

    @Test
    @Tag("long")
    void while_replicas_move_a_roll_waits_for_those_it_has_to() throws Exception {
        String nodes = FreePorts.nodes(4);
        try (Sandbox sandbox = cluster("moving", nodes)) {
            sandbox.run("topics", "create", "moved", "--partitions", "3", "--replication-factor", "3")
                    .succeeds();
            String record = "x".repeat(1000) + "\n";
            sandbox.runWith(record.repeat(30_000), "produce", "moved").succeeds();
            String clients = sandbox.status().get("nodes").get(0).get("clients").stringValue();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", clients))) {
                Witnessed.kept(Witnessed.during(sandbox, () -> {
                    throttled(admin);
                    move(admin, List.of(1, 2, 4));

                    sandbox.run("restart", "kafka-4").succeeds();
                    sandbox.run("restart", "kafka-3").succeeds();
                    sandbox.run("restart", "kafka-1").succeeds();
                }));
                Sandbox.eventually("all replicas have moved", BOUND, () -> isSettled(admin));
            }
            Sandbox.eventually(
                    "it is healthy", BOUND, () -> sandbox.run("status").exitCode() == 0);
        }
    }

    /// Two megabytes a second: 30 of them in three partitions take a while.
    private static void throttled(Admin admin) throws Exception {
        for (String name : List.of("leader.replication.throttled.rate", "follower.replication.throttled.rate")) {
            set(admin, new ConfigResource(ConfigResource.Type.BROKER, ""), name, "2000000");
        }
        for (String name :
                List.of("leader.replication.throttled.replicas", "follower.replication.throttled.replicas")) {
            set(admin, new ConfigResource(ConfigResource.Type.TOPIC, "moved"), name, "*");
        }
    }

    private static void set(Admin admin, ConfigResource of, String name, String value) throws Exception {
        AlterConfigOp op = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(of, List.of(op))).all().get(30, TimeUnit.SECONDS);
    }

    private static void move(Admin admin, List<Integer> to) throws Exception {
        Optional<NewPartitionReassignment> there = Optional.of(new NewPartitionReassignment(to));
        admin.alterPartitionReassignments(Map.of(
                        new TopicPartition("moved", 0), there,
                        new TopicPartition("moved", 1), there,
                        new TopicPartition("moved", 2), there))
                .all()
                .get(30, TimeUnit.SECONDS);
    }

    private static boolean isSettled(Admin admin) {
        try {
            return admin.listPartitionReassignments()
                    .reassignments()
                    .get(30, TimeUnit.SECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException busy) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// On a busy machine one look may come to nothing.
    private static void isAsWanted(Sandbox sandbox) {
        Sandbox.eventually(
                "nothing is left to do",
                BOUND,
                () -> sandbox.run("plan", "--detailed-exitcode").exitCode() == 0);
        Sandbox.eventually("it is healthy", BOUND, () -> sandbox.run("status").exitCode() == 0);
    }

    private static long restarts(Path journal) {
        return Sandbox.text(journal)
                .lines()
                .filter(line -> line.contains("\"BEGUN\",\"step\":\"RestartNodes\""))
                .count();
    }

    private static String pids(Sandbox sandbox) {
        StringBuilder pids = new StringBuilder();
        sandbox.status()
                .get("nodes")
                .forEach(node -> pids.append(node.get("pid")).append(' '));
        return pids.toString();
    }

    private static void pause(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }
}
