package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.observe.Live;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Where replicas go when brokers come and leave, tried on thousands of clusters. A failure names its seed.
final class SpreadTest {
    private static final int SEEDS = 3000;

    /// A cluster that a seed has thrown together.
    private static final class Cluster {
        private final Random random;
        private final Map<Integer, String> racks = new TreeMap<>();
        private final Map<Live.Place, List<Integer>> before = new HashMap<>();
        private final List<Live.Place> order = new ArrayList<>();

        /// @param brokers how many hold replicas
        /// @param empty how many more there are
        private Cluster(long seed, int brokers, int empty, boolean racked) {
            this.random = new Random(seed);
            int kinds = racked ? 2 + random.nextInt(3) : 0;
            for (int id = 1; id <= brokers + empty; id++) {
                racks.put(id, racked ? "rack-" + (id % kinds) : "");
            }
            int topics = 1 + random.nextInt(6);
            for (int topic = 0; topic < topics; topic++) {
                int copies = 1 + random.nextInt(Math.min(3, brokers));
                int first = random.nextInt(brokers);
                int partitions = 1 + random.nextInt(30);
                for (int partition = 0; partition < partitions; partition++) {
                    Live.Place place = new Live.Place("topic-" + topic, partition);
                    before.put(place, places(brokers, copies, first + partition));
                    order.add(place);
                }
            }
        }

        /// Spread as Kafka would without racks, or thrown anywhere.
        private List<Integer> places(int brokers, int copies, int first) {
            if (random.nextInt(4) > 0) {
                return IntStream.range(0, copies)
                        .mapToObj(copy -> 1 + (first + copy) % brokers)
                        .toList();
            }
            List<Integer> all =
                    new ArrayList<>(IntStream.rangeClosed(1, brokers).boxed().toList());
            Collections.shuffle(all, random);
            return List.copyOf(all.subList(0, copies));
        }

        private Spread over(Collection<Integer> brokers) {
            Spread spread = new Spread(brokers, racks);
            order.forEach(place -> spread.add(place, before.getOrDefault(place, List.of()), Set.of()));
            return spread;
        }

        private int moved(Map<Live.Place, List<Integer>> after) {
            int moved = 0;
            for (Map.Entry<Live.Place, List<Integer>> place : after.entrySet()) {
                Set<Integer> come = new HashSet<>(place.getValue());
                before.getOrDefault(place.getKey(), List.of()).forEach(come::remove);
                moved += come.size();
            }
            return moved;
        }

        private int shared(Collection<Integer> places) {
            List<String> named = places.stream()
                    .map(id -> racks.getOrDefault(id, ""))
                    .filter(rack -> !rack.isEmpty())
                    .toList();
            return named.size() - Set.copyOf(named).size();
        }

        private int most() {
            return before.values().stream().mapToInt(List::size).max().orElse(0);
        }

        private int total() {
            return before.values().stream().mapToInt(List::size).sum();
        }

        private void isSound(Map<Live.Place, List<Integer>> after, Set<Integer> brokers) {
            assertThat(after.keySet()).isEqualTo(before.keySet());
            int kinds = Set.copyOf(brokers.stream()
                            .map(id -> racks.getOrDefault(id, ""))
                            .toList())
                    .size();
            after.forEach((place, places) -> {
                List<Integer> then = before.getOrDefault(place, List.of());
                assertThat(places).as("copies of %s", place).hasSameSizeAs(then).doesNotHaveDuplicates();
                assertThat(brokers).as("who holds %s", place).containsAll(places);
                int unavoidable = racks.getOrDefault(1, "").isEmpty() ? 0 : Math.max(0, places.size() - kinds);
                assertThat(shared(places))
                        .as("replicas of %s that share a rack, %s -> %s", place, then, places)
                        .isLessThanOrEqualTo(Math.max(shared(then), unavoidable));
            });
        }
    }

    private static Map<Integer, Integer> load(Map<Live.Place, List<Integer>> places, Collection<Integer> brokers) {
        Map<Integer, Integer> load = new TreeMap<>();
        brokers.forEach(id -> load.put(id, 0));
        places.values().forEach(list -> list.forEach(id -> load.merge(id, 1, Integer::sum)));
        return load;
    }

    @Test
    void who_leaves_holds_nothing_and_nothing_else_moves() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            int brokers = 2 + random.nextInt(9);
            Cluster cluster = new Cluster(seed, brokers, 0, random.nextBoolean());
            Set<Integer> staying = new TreeSet<>(cluster.racks.keySet());
            int leave = 1 + random.nextInt(3);
            while (leave-- > 0 && staying.size() > cluster.most()) {
                staying.remove(List.copyOf(staying).get(random.nextInt(staying.size())));
            }
            Spread spread = cluster.over(staying);

            spread.drain();

            Map<Live.Place, List<Integer>> after = spread.places();
            cluster.isSound(after, staying);
            long least = cluster.before.values().stream()
                    .flatMap(List::stream)
                    .filter(id -> !staying.contains(id))
                    .count();
            assertThat(cluster.moved(after)).as("seed %d: moves", seed).isEqualTo((int) least);
        }
    }

    @Test
    void what_is_drained_is_spread_evenly_where_no_rack_forbids_it() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Cluster cluster = new Cluster(seed, 4 + random.nextInt(8), 0, false);
            Set<Integer> staying = new TreeSet<>(cluster.racks.keySet());
            staying.remove(1);
            Map<Integer, Integer> before = load(cluster.before, staying);
            before.keySet().retainAll(staying);
            Spread spread = cluster.over(staying);

            spread.drain();

            int fullest = Collections.max(before.values());
            int fair = Math.ceilDiv(cluster.total(), staying.size());
            assertThat(Collections.max(load(spread.places(), staying).values()))
                    .as("seed %d: the fullest, %s before, %s after", seed, before, load(spread.places(), staying))
                    .isLessThanOrEqualTo(Math.max(fullest, fair) + 1);
        }
    }

    @Test
    void a_new_broker_gets_its_share_and_no_other_replica_moves() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            int brokers = 2 + random.nextInt(9);
            int fresh = 1 + random.nextInt(3);
            Cluster cluster = new Cluster(seed, brokers, fresh, false);
            Set<Integer> all = cluster.racks.keySet();
            Set<Integer> come = new TreeSet<>(all);
            come.removeIf(id -> id <= brokers);
            Spread spread = cluster.over(all);

            spread.drain();
            spread.fill(come);

            Map<Live.Place, List<Integer>> after = spread.places();
            cluster.isSound(after, all);
            int share = cluster.total() / all.size();
            Map<Integer, Integer> load = load(after, all);
            come.forEach(id -> assertThat(load.get(id)).as("share of %d", id).isEqualTo(share));
            assertThat(cluster.moved(after)).as("seed %d: moves", seed).isEqualTo(share * fresh);
            after.forEach((place, places) -> assertThat(places)
                    .as("an old broker gets nothing of %s", place)
                    .allMatch(id -> come.contains(id)
                            || cluster.before.getOrDefault(place, List.of()).contains(id)));
        }
    }

    @Test
    void a_new_broker_in_a_rack_takes_only_what_keeps_copies_apart() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            int brokers = 3 + random.nextInt(9);
            Cluster cluster = new Cluster(seed, brokers, 1, true);
            Set<Integer> all = cluster.racks.keySet();
            Spread spread = cluster.over(all);

            spread.fill(Set.of(brokers + 1));

            cluster.isSound(spread.places(), all);
            assertThat(cluster.moved(spread.places())).isLessThanOrEqualTo(cluster.total() / all.size());
        }
    }

    @Test
    void a_new_broker_leads_its_share_too() {
        for (long seed = 0; seed < SEEDS / 10; seed++) {
            Cluster cluster = new Cluster(seed, 3, 1, false);
            Spread spread = cluster.over(cluster.racks.keySet());

            spread.fill(Set.of(4));

            long leads = spread.places().values().stream()
                    .filter(places -> places.getFirst() == 4)
                    .count();
            int share = Math.min(cluster.order.size() / 4, cluster.total() / 4);
            assertThat((int) leads).as("seed %d", seed).isGreaterThanOrEqualTo(share / 2);
        }
    }

    @Test
    void a_new_broker_gets_its_part_of_every_topic() {
        for (long seed = 0; seed < SEEDS / 3; seed++) {
            Random random = new Random(seed);
            int brokers = 3 + random.nextInt(4);
            Cluster cluster = new Cluster(seed, brokers, 1, false);
            Set<Integer> all = cluster.racks.keySet();
            Spread spread = cluster.over(all);

            spread.fill(Set.of(brokers + 1));

            Map<String, int[]> topics = new TreeMap<>();
            spread.places().forEach((place, places) -> {
                int[] held = topics.computeIfAbsent(place.topic(), topic -> new int[2]);
                held[0] += places.size();
                held[1] += places.contains(brokers + 1) ? 1 : 0;
            });
            String seeded = "seed " + seed;
            topics.forEach((topic, held) -> assertThat(held[1])
                    .as("%s: of %d replicas of %s", seeded, held[0], topic)
                    .isGreaterThanOrEqualTo(held[0] / all.size() / 2));
        }
    }

    @Test
    void even_leaves_no_two_brokers_further_apart_than_one_and_nothing_to_do_again() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Cluster cluster = new Cluster(seed, 1 + random.nextInt(9), random.nextInt(3), false);
            Set<Integer> all = cluster.racks.keySet();
            Spread spread = cluster.over(all);

            spread.even();

            Map<Live.Place, List<Integer>> after = spread.places();
            cluster.isSound(after, all);
            Map<Integer, Integer> load = load(after, all);
            assertThat(Collections.max(load.values()) - Collections.min(load.values()))
                    .as("seed %d: %s", seed, load)
                    .isLessThanOrEqualTo(1);
            int fair = cluster.total() / all.size();
            int least = load(cluster.before, all).values().stream()
                    .mapToInt(held -> Math.max(0, fair - held))
                    .sum();
            int most = load(cluster.before, all).values().stream()
                    .mapToInt(held -> Math.max(0, Math.ceilDiv(cluster.total(), all.size()) - held))
                    .sum();
            assertThat(cluster.moved(after)).as("seed %d: moves", seed).isBetween(least, Math.max(least, most));
            Spread again = new Spread(all, cluster.racks);
            cluster.order.forEach(place -> again.add(place, after.getOrDefault(place, List.of()), Set.of()));
            again.even();
            assertThat(again.places()).isEqualTo(after);
        }
    }

    @Test
    void a_replica_that_may_be_nowhere_else_stays_where_it_is() {
        Spread spread = new Spread(Set.of(1, 2), Map.of());
        spread.add(new Live.Place("pinned", 0), List.of(3), Set.of(3));
        spread.drain();
        assertThat(spread.places()).containsEntry(new Live.Place("pinned", 0), List.of(3));
    }
}
