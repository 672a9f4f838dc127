package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Nodes that run become brokers or controllers, or cease to be, while the ledger's clients work.
@Tag("long")
final class RolesIT {
    private final List<Integer> ports =
            IntStream.generate(FreePorts::next).limit(12).boxed().toList();

    /// @param roles of the nodes 1 to 4
    private String spec(String head, String... roles) {
        StringBuilder yaml = new StringBuilder(head + "heap: 256m\nnodes:\n");
        for (int id = 1; id <= roles.length; id++) {
            yaml.append("  - {id: %d, roles: %s, port: %d, node-port: %d, controller-port: %d}%n"
                    .formatted(id, roles[id - 1], ports.get(3 * id - 3), ports.get(3 * id - 2), ports.get(3 * id - 1)));
        }
        return yaml + "topics: {clicks: {partitions: 12, replication-factor: 3}}\n";
    }

    @Test
    void a_vote_and_the_replicas_of_one_node_go_to_others_and_back() {
        story("name: roles\n");
    }

    @Test
    void so_they_do_in_a_cluster_that_is_locked() {
        story("name: roles\nsecurity: tls\n");
    }

    private void story(String head) {
        try (Sandbox sandbox = Sandbox.open("roles")) {
            sandbox.spec(spec(head, "both", "both", "both", "broker"));
            sandbox.run("up").succeeds();
            are(sandbox, Set.of(1, 2, 3, 4), Set.of(1, 2, 3));

            // Who leads the controllers is to be none any more, and another one nothing else.
            int leader = sandbox.json("quorum").get("leader").asInt(-1);
            int other = leader % 3 + 1;
            String[] roles = {"both", "both", "both", "both"};
            roles[leader - 1] = "broker";
            roles[other - 1] = "controller";
            Witnessed.kept(Witnessed.during(sandbox, () -> {
                sandbox.spec(spec(head, roles));
                sandbox.run("apply").succeeds();
            }));
            are(sandbox, without(other), without(leader));

            Witnessed.kept(Witnessed.during(sandbox, () -> {
                sandbox.spec(spec(head, "both", "both", "both", "broker"));
                sandbox.run("apply").succeeds();
            }));
            are(sandbox, Set.of(1, 2, 3, 4), Set.of(1, 2, 3));

            sandbox.spec(spec(head, "controller", "both", "controller", "both"));
            sandbox.run("apply").exits(2).complains("replication factor 3 needs 3 brokers, the spec has 2");
        }
    }

    private static Set<Integer> without(int node) {
        Set<Integer> others = new TreeSet<>(Set.of(1, 2, 3, 4));
        others.remove(node);
        return others;
    }

    private static void are(Sandbox sandbox, Set<Integer> brokers, Set<Integer> controllers) {
        sandbox.run("plan").succeeds().prints("nothing to change");
        assertThat(Members.voters(sandbox)).isEqualTo(controllers);
        assertThat(Members.holders(sandbox, "clicks")).isEqualTo(brokers);
        sandbox.run("status").succeeds();
    }
}
