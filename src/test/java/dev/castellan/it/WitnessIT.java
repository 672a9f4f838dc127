package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.drill.Account;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Clients that look on while something is done to a cluster.
class WitnessIT {
    @Test
    @Tag("long")
    void a_locked_cluster_keeps_its_promises_while_a_node_is_killed_and_started_by_hand() {
        try (Sandbox sandbox = Sandbox.open("seen")) {
            sandbox.spec("""
                    name: seen
                    security: tls
                    heap: 256m
                    nodes:
                    - {id: 1, port: %d, node-port: %d, controller-port: %d}
                    - {id: 2, port: %d, node-port: %d, controller-port: %d}
                    - {id: 3, port: %d, node-port: %d, controller-port: %d}
                    """.formatted(
                            IntStream.generate(FreePorts::next).limit(9).boxed().toArray()));
            sandbox.run("up").succeeds();

            Account account = Witnessed.during(sandbox, () -> {
                sandbox.run("kill", "kafka-2").succeeds();
                sandbox.run("start", "kafka-2").succeeds();
            });

            assertThat(account.holds()).as(account.toString()).isTrue();
            assertThat(account.leftOut()).isEmpty();
            assertThat(account.verdict().counts().acknowledged()).isGreaterThan(1000);
            assertThat(account.verdict().longestOutages())
                    .as(account.toString())
                    .isNotEmpty();
            assertThat(account).asString().contains("every promise kept", "took none for");

            assertThatThrownBy(() -> Witnessed.during(sandbox, () -> {
                        throw new IOException("as it happens");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("as it happens");
            assertThat(sandbox.run("topics", "list", "--all").out()).doesNotContain("castellan-drill");
        }
    }

    @Test
    @Tag("long")
    void where_a_release_has_no_share_groups_the_others_look_on_and_it_is_said() {
        try (Sandbox sandbox = Sandbox.open("older")) {
            sandbox.spec("name: older\nkafka: 3.9.2\nheap: 256m\n" + FreePorts.nodes(1));
            sandbox.run("up").succeeds();

            Account account = Witnessed.during(sandbox, () -> {
                sandbox.run("kill", "kafka-1").succeeds();
                sandbox.run("start", "kafka-1").succeeds();
            });

            assertThat(account.holds()).as(account.toString()).isTrue();
            assertThat(account.leftOut()).contains("no share group: the cluster has none");
        }
    }
}
