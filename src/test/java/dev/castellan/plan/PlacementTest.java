package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.observe.Live;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.testkit.Specs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which brokers hold a partition, on clusters that seeds have thrown together. A failure names its seed.
final class PlacementTest {
    private static final int SEEDS = 1000;

    /// Racks by broker, a partition, and what is wanted of it.
    private record Case(
            Map<Integer, String> racks, Set<Integer> up, Live.Partition partition, int copies, Set<Integer> allowed) {
        static Case of(long seed) {
            Random random = new Random(seed);
            Map<Integer, String> racks = new TreeMap<>();
            int brokers = 1 + random.nextInt(9);
            int rooms = 1 + random.nextInt(4);
            for (int id = 1; id <= brokers; id++) {
                racks.put(id, "r" + random.nextInt(rooms));
            }
            Set<Integer> up = new HashSet<>(some(random, racks.keySet(), 1 + random.nextInt(brokers)));
            List<Integer> replicas = some(random, racks.keySet(), 1 + random.nextInt(Math.min(5, brokers)));
            List<Integer> isr = replicas.subList(0, 1 + random.nextInt(replicas.size()));
            Live.Partition partition = new Live.Partition(
                    "t", random.nextInt(20), OptionalInt.of(isr.getFirst()), replicas, isr, List.of(), List.of());
            Set<Integer> allowed = random.nextBoolean()
                    ? Set.of()
                    : Set.copyOf(some(random, racks.keySet(), 1 + random.nextInt(brokers)));
            return new Case(racks, up, partition, 1 + random.nextInt(Math.min(4, brokers)), allowed);
        }

        private static List<Integer> some(Random random, Set<Integer> all, int count) {
            List<Integer> shuffled = new ArrayList<>(all);
            Collections.shuffle(shuffled, random);
            return List.copyOf(shuffled.subList(0, count));
        }

        private Placement placement() {
            StringBuilder nodes = new StringBuilder("nodes:\n  - {id: 99, roles: controller}\n");
            racks.forEach((id, rack) -> nodes.append("  - {id: %d, roles: broker, rack: %s}%n".formatted(id, rack)));
            ClusterSpec spec = Specs.aCluster(nodes.toString());
            Live.Topic topic = new Live.Topic("t", false, List.of(partition), Map.of(), Live.Retention.FOR_EVER, 1);
            Live.Awake live = new Live.Awake(
                    up,
                    Optional.empty(),
                    new TreeMap<>(Map.of("t", topic)),
                    Map.of(),
                    Map.of(),
                    Live.Access.NONE,
                    Map.of());
            return new Placement(spec, live, Set.of());
        }

        private List<Integer> placed() {
            return placement().adjusted(partition, copies, allowed).orElse(List.of());
        }

        private boolean mayHold(int id) {
            return allowed.isEmpty() || allowed.contains(id);
        }

        /// Those that may stay.
        private List<Integer> kept() {
            return partition.replicas().stream().filter(this::mayHold).toList();
        }

        /// Those that may come.
        private List<Integer> candidates() {
            return up.stream()
                    .filter(id -> mayHold(id) && !partition.replicas().contains(id))
                    .toList();
        }
    }

    @Test
    void a_partition_gets_its_copies_where_they_may_be_and_as_few_move_as_can_be() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Case one = Case.of(seed);
            List<Integer> places = one.placed();
            if (one.kept().size() + one.candidates().size() < one.copies()) {
                assertThat(places).as("seed %d", seed).isEmpty();
                continue;
            }
            assertThat(places)
                    .as("seed %d", seed)
                    .hasSize(one.copies())
                    .doesNotHaveDuplicates()
                    .allMatch(one::mayHold);
            List<Integer> stayed = new ArrayList<>(places);
            stayed.retainAll(one.partition().replicas());
            assertThat(stayed)
                    .as("seed %d", seed)
                    .hasSize(Math.min(one.copies(), one.kept().size()));
            assertThat(one.candidates()).as("seed %d", seed).containsAll(without(places, stayed));
        }
    }

    @Test
    void a_replica_goes_to_a_rack_that_has_none_where_there_is_one() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Case one = Case.of(seed);
            List<Integer> places = one.placed();
            for (int i = 0; i < places.size(); i++) {
                int id = places.get(i);
                if (!one.partition().replicas().contains(id)) {
                    Set<String> before = racks(one, places.subList(0, i));
                    boolean fresh = one.candidates().stream()
                            .anyMatch(other -> !before.contains(one.racks().get(other)));
                    assertThat(before.contains(one.racks().get(id)))
                            .as("seed %d", seed)
                            .isEqualTo(!fresh);
                }
            }
        }
    }

    @Test
    void what_is_in_sync_stays_before_what_is_not() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Case one = Case.of(seed);
            List<Integer> places = one.placed();
            List<Integer> isr = one.partition().isr();
            boolean lostInSync = without(one.kept(), places).stream().anyMatch(isr::contains);
            boolean keptBehind = places.stream().anyMatch(id -> one.kept().contains(id) && !isr.contains(id));
            assertThat(!places.isEmpty() && lostInSync && keptBehind)
                    .as("seed %d", seed)
                    .isFalse();
        }
    }

    @Test
    void what_is_in_its_place_stays_there() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Case one = Case.of(seed);
            List<Integer> places = one.placed();
            if (!places.isEmpty()) {
                Live.Partition settled = new Live.Partition(
                        "t", one.partition().id(), OptionalInt.empty(), places, places, List.of(), List.of());
                assertThat(one.placement().adjusted(settled, one.copies(), one.allowed()))
                        .as("seed %d", seed)
                        .contains(places);
            }
        }
    }

    @Test
    void new_partitions_are_spread_evenly() {
        Case one = new Case(
                Map.of(1, "a", 2, "a", 3, "a", 4, "a", 5, "a"),
                Set.of(1, 2, 3, 4, 5),
                new Live.Partition("t", 0, OptionalInt.empty(), List.of(1), List.of(1), List.of(), List.of()),
                3,
                Set.of());
        Placement placement = one.placement();
        Map<Integer, Integer> load = new HashMap<>();
        Map<Integer, Integer> led = new HashMap<>();
        IntStream.range(0, 50)
                .mapToObj(id -> placement.fresh(id, 3, Set.of()).orElseThrow())
                .forEach(places -> {
                    places.forEach(id -> load.merge(id, 1, Integer::sum));
                    led.merge(places.getFirst(), 1, Integer::sum);
                });
        assertThat(load.values()).allMatch(count -> count >= 29 && count <= 31);
        assertThat(led.values()).allMatch(count -> count >= 9 && count <= 11);
    }

    private static Set<String> racks(Case one, List<Integer> places) {
        Set<String> racks = new HashSet<>();
        places.forEach(id -> racks.add(one.racks().getOrDefault(id, "")));
        return racks;
    }

    private static List<Integer> without(List<Integer> all, List<Integer> some) {
        return all.stream().filter(id -> !some.contains(id)).toList();
    }
}
