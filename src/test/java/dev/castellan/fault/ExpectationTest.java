package dev.castellan.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.fault.Changes.Change;
import dev.castellan.fault.Expectation.Metadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a person is told before a fault begins.
final class ExpectationTest {
    private static final Ring THREE = Ring.of(3, 2, List.of(List.of(1, 2, 3), List.of(2, 3, 1), List.of(3, 1, 2)));

    @Test
    void one_of_three_costs_its_leaders_and_a_wait_and_no_write() {
        Expectation expected = THREE.expect(new Fault.Kill(Aim.at(2)));

        assertThat(expected.moving()).containsExactly("drill-1");
        assertThat(expected.offline()).isEmpty();
        assertThat(expected.unwritable()).isEmpty();
        assertThat(expected.metadata()).isEqualTo(Metadata.GOES_ON);
        assertThat(expected.pause()).isEqualTo(Duration.ofSeconds(9));
        assertThat(expected.sentences())
                .containsExactly("drill-1: another leader", "other writes with acks=all wait about 9 s");
    }

    @Test
    void the_active_controller_costs_an_election_too() {
        Expectation expected = THREE.expect(new Fault.Pause(Aim.at(1)));

        assertThat(expected.metadata()).isEqualTo(Metadata.ELECTS);
        assertThat(expected.pause()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void how_long_writes_wait_follows_from_the_session_timeout_and_from_how_a_node_goes() {
        Ring patient = Ring.of(3, 2, List.of(List.of(1, 2, 3)), "config: {broker.session.timeout.ms: 30000}\n");

        assertThat(patient.expect(new Fault.Cut(Aim.at(3))).pause()).isEqualTo(Duration.ofSeconds(30));
        assertThat(patient.expect(new Fault.Stop(Aim.at(3))).pause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(patient.expect(new Fault.Loss(Aim.at(3), 10)).pause()).isZero();
    }

    @Test
    void writes_stop_where_too_few_stay_in_sync_and_leaders_are_missing_where_nobody_does() {
        Ring ring = Ring.of(5, 2, List.of(List.of(3, 4, 5), List.of(4, 5, 3), List.of(4, 5), List.of(1, 2)));

        Expectation expected = ring.expect(new Fault.Kill(Ring.aim(4, 5)));

        assertThat(expected.moving()).containsExactly("drill-1");
        assertThat(expected.unwritable()).containsExactly("drill-0", "drill-1");
        assertThat(expected.offline()).containsExactly("drill-2");
        assertThat(expected.pause()).isZero();
    }

    @Test
    void without_a_quorum_no_leader_changes_and_nobody_is_taken_off_the_list_of_those_in_sync() {
        Ring ring = Ring.of(5, 1, List.of(List.of(4, 5), List.of(4, 1), List.of(1, 4)));

        Expectation expected = ring.expect(new Fault.Kill(Ring.aim(1, 2, 3)));

        assertThat(expected.metadata()).isEqualTo(Metadata.STOPS);
        assertThat(expected.moving()).isEmpty();
        assertThat(expected.unwritable()).containsExactly("drill-1");
        assertThat(expected.offline()).containsExactly("drill-2");
        assertThat(expected.sentences()).first().asString().startsWith("no controller leads until the end");
    }

    @Test
    void a_network_that_is_only_bad_silences_nobody() {
        assertThat(THREE.expect(new Fault.Delay(Aim.at(1), 200)).sentences()).containsExactly("reads and writes go on");
    }

    @Test
    void a_change_goes_from_node_to_node_and_leaves_nothing_without_a_leader() {
        Expectation restart = THREE.expect(new Fault.Changed(Ring.aim(1, 2, 3), Change.ROLLING_RESTART));
        assertThat(restart.moving()).containsExactly("drill-0", "drill-1", "drill-2");
        assertThat(restart.metadata()).isEqualTo(Metadata.ELECTS);
        assertThat(restart.offline()).isEmpty();
        assertThat(restart.pause()).isEqualTo(Duration.ofSeconds(1));

        assertThat(THREE.expect(new Fault.Changed(Ring.aim(1, 2, 3), Change.RENEW_CERTIFICATES))
                        .sentences())
                .containsExactly("reads and writes go on");
    }

    @Test
    void more_nodes_never_leave_more_partitions_with_a_leader_and_all_of_them_leave_none() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int nodes = 1 + random.nextInt(7);
            Ring ring = Ring.of(nodes, 1 + random.nextInt(3), partitions(nodes, random));
            List<Integer> ids =
                    new ArrayList<>(IntStream.rangeClosed(1, nodes).boxed().toList());
            Collections.shuffle(ids, random);
            Expectation before = ring.expect(new Fault.Delay(Aim.at(1), 1));
            for (int count = 1; count <= nodes; count++) {
                Expectation expected = ring.expect(
                        new Fault.Kill(Ring.aim(ids.subList(0, count).toArray(Integer[]::new))));
                assertThat(expected.offline()).as("seed " + seed).containsAll(before.offline());
                assertThat(Collections.disjoint(expected.offline(), expected.moving()))
                        .as("seed " + seed)
                        .isTrue();
                assertThat(Collections.disjoint(expected.offline(), expected.unwritable()))
                        .as("seed " + seed)
                        .isTrue();
                before = expected;
            }
            assertThat(before.offline()).hasSize(ring.live().partitions().size());
            assertThat(before.pause()).isZero();
        }
    }

    private static List<List<Integer>> partitions(int nodes, Random random) {
        List<List<Integer>> partitions = new ArrayList<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            TreeSet<Integer> replicas = new TreeSet<>();
            for (int more = 1 + random.nextInt(4); more > 0; more--) {
                replicas.add(1 + random.nextInt(nodes));
            }
            List<Integer> order = new ArrayList<>(replicas);
            Collections.shuffle(order, random);
            partitions.add(order);
        }
        return partitions;
    }
}
