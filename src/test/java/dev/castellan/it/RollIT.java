package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.drill.Account;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Six brokers in three racks restart while the ledger's clients work.
class RollIT {
    private static final Sandbox SANDBOX = Sandbox.open("rolled");
    private static final StringBuilder NODES = new StringBuilder("nodes:\n");

    @BeforeAll
    static void aClusterOfSix() {
        for (int id = 1; id <= 6; id++) {
            NODES.append("- {id: %d, rack: %s, port: %d, ".formatted(id, "abc".charAt((id - 1) % 3), FreePorts.next()));
            NODES.append(id <= 3 ? "controller-port: " + FreePorts.next() + "}\n" : "roles: broker}\n");
        }
        SANDBOX.spec(spec("256m"));
        SANDBOX.run("up").succeeds();
        SANDBOX.run("topics", "create", "held", "--partitions", "24", "--replication-factor", "3")
                .succeeds();
    }

    @AfterAll
    static void close() {
        SANDBOX.close();
    }

    @Test
    void racks_restart_together_and_nobody_notices() {
        SANDBOX.spec(spec("272m") + "max-unavailable: 2\n");
        SANDBOX.run("plan").succeeds().prints("6 restarts in 3 batches", "restart together");
        SANDBOX.run("plan", "--max-unavailable", "1").succeeds().prints("6 restarts, one node after the other");
        kept(Witnessed.during(SANDBOX, () -> timed("apply")));

        SANDBOX.run("plan").succeeds().prints("nothing to change");
        for (int id = 1; id <= 6; id++) {
            SANDBOX.run("explain", "kafka-" + id).succeeds().prints("jvm.options");
        }
    }

    @Test
    @Tag("long")
    void batches_take_less_time_than_one_node_after_the_other() {
        SANDBOX.spec(spec("288m"));
        SANDBOX.run("plan")
                .succeeds()
                .prints("6 restarts, one node after the other", "with --max-unavailable 2 these 6 restarts would be 3");
        Duration[] took = new Duration[2];
        kept(Witnessed.during(SANDBOX, () -> took[0] = timed("apply")));
        SANDBOX.spec(spec("304m"));
        kept(Witnessed.during(SANDBOX, () -> took[1] = timed("apply", "--max-unavailable", "2")));

        System.out.printf("six restarts: %s one by one, %s in batches%n", took[0], took[1]);
        assertThat(took[1]).isLessThan(took[0]);
    }

    @Test
    void what_has_no_replica_to_spare_is_named_and_waits_for_a_word() {
        SANDBOX.run("topics", "create", "lone", "--replication-factor", "1").succeeds();
        try {
            String leader = SANDBOX.run("topics", "describe", "lone", "-o", "json")
                    .succeeds()
                    .out();

            String node = leader.replaceAll("(?s).*\"leader\" ?: ?(\\d+).*", "$1");
            SANDBOX.run("restart", node).exits(2).complains("lone-0 (1 replica)", "--accept-risk=unavailable");
            SANDBOX.run("restart", node, "--accept-risk=unavailable").succeeds();
            SANDBOX.run("restart", node, "--max-unavailable", "0")
                    .exits(2)
                    .complains("--max-unavailable is a number above 0, or all");
        } finally {
            SANDBOX.run("topics", "delete", "lone", "--yes");
        }
    }

    private static void kept(Account account) {
        assertThat(account.holds()).as(account.toString()).isTrue();
        assertThat(account.verdict().counts().refused()).as(account.toString()).isZero();
        assertThat(account.verdict().counts().unknown()).as(account.toString()).isZero();
        assertThat(account.verdict().counts().acknowledged()).isGreaterThan(1000);
    }

    private static Duration timed(String... command) {
        long begun = System.nanoTime();
        SANDBOX.run(List.of(command).toArray(String[]::new)).succeeds();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static String spec(String heap) {
        return "name: rolled\nheap: " + heap + "\n" + NODES;
    }
}
