package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.observe.Live;
import dev.castellan.plan.RestartSafety.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Which nodes may be down together, and in how few batches.
final class PackingTest {
    private static final int SEEDS = 3000;

    @Test
    void no_batch_takes_anything_away_and_every_node_is_in_one() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Assignment cluster = random(random);
            int most = 1 + random.nextInt(5);
            List<Integer> nodes =
                    cluster.brokers.stream().filter(id -> random.nextInt(5) > 0).toList();
            List<SortedSet<Integer>> batches = batches(cluster, nodes, most);
            List<Integer> all = batches.stream().flatMap(Collection::stream).toList();
            assertThat(all).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(nodes);
            for (SortedSet<Integer> batch : batches) {
                assertThat(batch).as("seed %d", seed).hasSizeBetween(1, most);
                assertThat(RestartSafety.judge(cluster.awake(), batch))
                        .as("seed %d, %s", seed, batch)
                        .isInstanceOf(Verdict.Safe.class);
            }
        }
    }

    @Test
    void the_active_controller_is_in_the_last_batch() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Assignment cluster = random(random);
            int leader = cluster.awake().quorum().orElseThrow().leader();
            List<SortedSet<Integer>> batches = batches(cluster, cluster.brokers, 1 + random.nextInt(5));
            assertThat(batches.getLast()).as("seed %d", seed).contains(leader);
        }
    }

    @Test
    void a_rack_is_a_batch_where_every_partition_has_its_copies_in_different_racks() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Assignment cluster = new Assignment(6 + random.nextInt(60), 3).topic("a", 300, 3, 2, random);
            assertThat(batches(cluster, cluster.brokers, Integer.MAX_VALUE))
                    .as("seed %d", seed)
                    .hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void a_label_alone_makes_no_batch() {
        Random random = new Random(1);
        Assignment cluster = new Assignment(6, 1).topic("a", 200, 3, 2, random);
        assertThat(batches(cluster, cluster.brokers, Integer.MAX_VALUE)).hasSize(6);
    }

    @Test
    void more_copies_to_spare_are_fewer_batches() {
        Random random = new Random(1);
        Assignment cluster = new Assignment(12, 12).topic("a", 400, 5, 2, random);
        assertThat(batches(cluster, cluster.brokers, Integer.MAX_VALUE).size()).isLessThanOrEqualTo(6);
    }

    @Test
    void a_minority_of_the_controllers_goes_at_once() {
        Assignment cluster = new Assignment(5, 5).voters(5, 3);
        assertThat(batches(cluster, cluster.brokers, Integer.MAX_VALUE)).containsExactly(set(1, 2), set(4, 5), set(3));
        assertThat(batches(new Assignment(3, 3).voters(3, 1), List.of(1, 2, 3), 9))
                .containsExactly(set(2), set(3), set(1));
    }

    @Test
    void a_thousand_brokers_with_two_hundred_thousand_partitions_take_seconds() {
        Assignment cluster = new Assignment(1000, 20);
        Random random = new Random(7);
        for (int topic = 0; topic < 100; topic++) {
            cluster.topic("topic-" + topic, 2000, 3, 2, random);
        }
        Live.Awake awake = cluster.awake();
        Packing packing = new Packing(awake, cluster.brokers);
        assertThat(packing.batches(cluster.brokers, cluster.racks, Integer.MAX_VALUE))
                .hasSizeLessThanOrEqualTo(20);
        assertThat(packing.batches(cluster.brokers, Map.of(), Integer.MAX_VALUE).size())
                .isLessThan(500);
        assertThat(packing.batches(cluster.brokers, cluster.racks, 10)).hasSizeBetween(100, 110);
    }

    private static Assignment random(Random random) {
        int brokers = 3 + random.nextInt(12);
        Assignment cluster = new Assignment(brokers, 1 + random.nextInt(brokers));
        for (int topic = random.nextInt(5); topic > 0; topic--) {
            cluster.topic(
                    "topic-" + topic, 1 + random.nextInt(20), 1 + random.nextInt(5), 1 + random.nextInt(3), random);
        }
        int voters = List.of(1, 3, 5).get(random.nextInt(brokers < 5 ? 2 : 3));
        return cluster.voters(voters, 1 + random.nextInt(voters));
    }

    private static List<SortedSet<Integer>> batches(Assignment cluster, Collection<Integer> nodes, int most) {
        return new Packing(cluster.awake(), nodes).batches(nodes, cluster.racks, most);
    }

    private static SortedSet<Integer> set(Integer... ids) {
        return new TreeSet<>(new ArrayList<>(List.of(ids)));
    }
}
