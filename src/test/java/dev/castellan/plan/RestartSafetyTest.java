package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.observe.Live;
import dev.castellan.plan.RestartSafety.Verdict;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Specs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// May a node go down now?
final class RestartSafetyTest {
    @Test
    void one_of_three_may_while_all_are_in_sync() {
        assertThat(judge(quorum(1, 2, 3), topic(2, List.of(1, 2, 3), List.of(1, 2, 3)), 1))
                .isEmpty();
    }

    @Test
    void none_may_where_a_partition_would_be_left_with_too_few_in_sync() {
        assertThat(judge(quorum(1, 2, 3), topic(2, List.of(1, 2, 3), List.of(1, 2)), 1))
                .containsExactly("clicks-0 would keep 1 in sync, 2 are needed (in sync now: [1, 2])");
        assertThat(judge(quorum(1, 2, 3), topic(2, List.of(1, 2, 3), List.of(1, 2)), 3))
                .isEmpty();
        assertThat(judge(quorum(1, 2, 3), topic(2, List.of(1, 2, 3), List.of(1)), 3))
                .hasSize(1);
    }

    @Test
    void a_partition_that_can_never_spare_one_keeps_nobody_up() {
        assertThat(judge(quorum(1, 2, 3), topic(1, List.of(1), List.of(1)), 1)).isEmpty();
        assertThat(judge(quorum(1, 2, 3), topic(2, List.of(1, 2), List.of(1, 2)), 1))
                .isEmpty();
    }

    @Test
    void a_partition_elsewhere_keeps_nobody_up() {
        assertThat(judge(quorum(1, 2, 3), topic(2, List.of(4, 5, 6), List.of(4)), 1))
                .isEmpty();
    }

    @Test
    void controllers_keep_their_majority() {
        Live.Topic nothing = topic(1, List.of(9), List.of(9));
        assertThat(judge(quorum(1, 2, 3), nothing, 1, 2)).containsExactly("only 1 of 3 controllers would stay");
        assertThat(judge(quorum(1, 2, 3, 4, 5), nothing, 1, 2)).isEmpty();
        assertThat(judge(quorum(1, 2), nothing, 1)).isEmpty();
        assertThat(judge(quorum(1), nothing, 1)).isEmpty();
        assertThat(judge(Optional.empty(), nothing, 1)).containsExactly("no controller leads");
    }

    @Test
    void what_is_down_already_counts() {
        FakeWorld world = FakeWorld.with(Specs.aCluster("nodes: 3"));
        assertThat(RestartSafety.judge(world.snapshot(), List.of(2))).isInstanceOf(Verdict.Safe.class);
        world.stop(3);
        assertThat(RestartSafety.judge(world.snapshot(), List.of(2)))
                .isEqualTo(new Verdict.Unsafe(List.of(new Hazard.FewControllers(1, 3, Set.of()))));
    }

    @Test
    void of_a_silent_cluster_nobody_knows() {
        FakeWorld world = FakeWorld.with(Specs.aCluster("nodes: 3"));
        world.silence("no answer within 6 s");
        assertThat(RestartSafety.judge(world.snapshot(), List.of(2)))
                .isEqualTo(new Verdict.Unsafe(List.of(new Hazard.Silence("no answer within 6 s"))));
    }

    @Test
    void safe_means_that_nothing_goes_under() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            Set<Integer> down = Set.copyOf(some(random, 1 + random.nextInt(2)));
            int voters = 3 + random.nextInt(5);
            List<Integer> replicas = some(random, 1 + random.nextInt(5));
            Live.Topic topic =
                    topic(1 + random.nextInt(4), replicas, replicas.subList(0, random.nextInt(replicas.size() + 1)));
            Optional<Live.Quorum> quorum =
                    quorum(IntStream.rangeClosed(1, voters).toArray());
            if (judge(quorum, topic, down.stream().mapToInt(id -> id).toArray()).isEmpty()) {
                long controllers = IntStream.rangeClosed(1, voters)
                        .filter(id -> !down.contains(id))
                        .count();
                assertThat(controllers * 2).as("seed %d", seed).isGreaterThan(voters);
                Live.Partition partition = topic.partitions().getFirst();
                long stay = partition.isr().stream()
                        .filter(id -> !down.contains(id))
                        .count();
                if (partition.replicas().stream().anyMatch(down::contains)
                        && partition.replicas().size() > topic.minInsyncReplicas()) {
                    assertThat(stay).as("seed %d", seed).isGreaterThanOrEqualTo(topic.minInsyncReplicas());
                }
            }
        }
    }

    private static List<String> judge(Optional<Live.Quorum> quorum, Live.Topic topic, int... down) {
        Set<Integer> ids = new HashSet<>();
        IntStream.of(down).forEach(ids::add);
        SortedMap<String, Live.Topic> topics = new TreeMap<>(Map.of(topic.name(), topic));
        Live.Awake awake = new Live.Awake(Set.of(), quorum, topics, Map.of(), Map.of(), Live.Access.NONE, Map.of());
        return switch (RestartSafety.judge(awake, ids)) {
            case Verdict.Safe ignored -> List.of();
            case Verdict.Unsafe unsafe ->
                unsafe.hazards().stream().map(Hazard::text).toList();
        };
    }

    private static Optional<Live.Quorum> quorum(int... voters) {
        SortedMap<Integer, Long> lag = new TreeMap<>();
        IntStream.of(voters).forEach(voter -> lag.put(voter, 0L));
        return Optional.of(new Live.Quorum(voters[0], 1, lag, lag, Set.of()));
    }

    private static Live.Topic topic(int minInsync, List<Integer> replicas, List<Integer> isr) {
        Live.Partition partition = new Live.Partition(
                "clicks",
                0,
                isr.isEmpty() ? OptionalInt.empty() : OptionalInt.of(isr.getFirst()),
                replicas,
                isr,
                List.of(),
                List.of());
        return new Live.Topic("clicks", false, List.of(partition), Map.of(), Live.Retention.FOR_EVER, minInsync);
    }

    /// Some ids from 1 to 7, each once.
    private static List<Integer> some(Random random, int count) {
        List<Integer> all = new ArrayList<>(IntStream.rangeClosed(1, 7).boxed().toList());
        Collections.shuffle(all, random);
        return List.copyOf(all.subList(0, count));
    }
}
