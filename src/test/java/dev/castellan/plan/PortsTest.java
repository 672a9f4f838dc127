package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.config.Doors;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.testkit.FakeBlueprint;
import dev.castellan.testkit.Specs;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who listens where.
final class PortsTest {
    private static final ClusterSpec THREE = Specs.aCluster("nodes: 3");

    @Test
    void the_first_cluster_gets_kafkas_own_ports_and_the_next_ones() {
        assertThat(ports(assign(THREE, Map.of(), Set.of()))).containsExactly(9092, 9093, 9094, 9095, 9096, 9097);
    }

    @Test
    void a_port_that_is_taken_is_passed_over() {
        assertThat(ports(assign(THREE, Map.of(), Set.of(9092, 9095))))
                .containsExactly(9093, 9094, 9096, 9097, 9098, 9099);
    }

    @Test
    void a_port_once_given_is_kept_whatever_is_free() {
        SortedMap<Integer, Endpoint> installed = assign(THREE, Map.of(), Set.of(9092));
        assertThat(assign(THREE, installed, Set.of())).isEqualTo(installed);
    }

    @Test
    void a_node_makes_way_for_one_that_the_spec_gives_its_port_to() {
        SortedMap<Integer, Endpoint> installed = assign(THREE, Map.of(), Set.of());
        ClusterSpec wanted = Specs.aCluster("nodes: [{id: 1}, {id: 2}, {id: 3, port: 9092}]");
        SortedMap<Integer, Endpoint> assigned = assign(wanted, installed, Set.of());
        assertThat(assigned.get(3)).isEqualTo(endpoint(9092, 9097));
        assertThat(assigned.get(1)).isEqualTo(endpoint(9098, 9093));
    }

    @Test
    void two_nodes_that_were_made_to_share_a_port_are_parted() {
        Map<Integer, Endpoint> installed = Map.of(1, endpoint(9092, 9093), 2, endpoint(9092, 9093));
        assertThat(ports(assign(THREE, installed, Set.of()))).doesNotHaveDuplicates();
    }

    @Test
    void ports_never_collide_and_free_ones_are_never_taken_from_others() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Set<Integer> taken = new HashSet<>();
            IntStream.range(0, random.nextInt(30)).forEach(i -> taken.add(9090 + random.nextInt(40)));
            Map<Integer, Endpoint> installed = new TreeMap<>();
            for (int id = 1; id <= random.nextInt(7); id++) {
                installed.put(id, endpoint(9090 + random.nextInt(40), 9090 + random.nextInt(40)));
            }
            ClusterSpec spec = Specs.aCluster(nodes(random));
            SortedMap<Integer, Endpoint> assigned = assign(spec, installed, taken);
            assertThat(ports(assigned)).as("seed %d", seed).doesNotHaveDuplicates();
            Set<Integer> explained = new HashSet<>(ports(installed).toList());
            spec.nodes().forEach(node -> {
                node.port().ifPresent(explained::add);
                node.controllerPort().ifPresent(explained::add);
            });
            assertThat(ports(assigned).filter(port -> !explained.contains(port)))
                    .as("seed %d", seed)
                    .noneMatch(taken::contains);
        }
    }

    private static String nodes(Random random) {
        StringBuilder yaml = new StringBuilder("nodes:\n  - {id: 1}\n");
        Set<Integer> given = new HashSet<>();
        for (int id = 2; id < 2 + random.nextInt(6); id++) {
            int port = 9090 + random.nextInt(40);
            String insisted = random.nextBoolean() && given.add(port) ? ", port: " + port : "";
            yaml.append("  - {id: ").append(id).append(insisted).append("}\n");
        }
        return yaml.toString();
    }

    private static SortedMap<Integer, Endpoint> assign(
            ClusterSpec spec, Map<Integer, Endpoint> installed, Set<Integer> taken) {
        return Ports.assign(spec, installed, taken, new FakeBlueprint(), node -> Doors.OPEN);
    }

    private static Stream<Integer> ports(Map<Integer, Endpoint> endpoints) {
        return endpoints.values().stream()
                .flatMap(endpoint -> Stream.of(endpoint.clientPort(), endpoint.controllerPort()))
                .map(OptionalInt::orElseThrow);
    }

    private static Endpoint endpoint(int client, int controller) {
        return new Endpoint("127.0.0.1", OptionalInt.of(client), OptionalInt.empty(), OptionalInt.of(controller));
    }
}
