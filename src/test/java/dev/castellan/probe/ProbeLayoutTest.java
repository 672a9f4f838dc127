package dev.castellan.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Where the records of the probe go.
final class ProbeLayoutTest {
    @Test
    void a_partition_has_its_broker_first_and_two_others() {
        assertThat(ProbeLayout.of(List.of(), racks("1", "3", "5", "7")).more())
                .containsExactly(List.of(1, 3, 5), List.of(3, 5, 7), List.of(5, 7, 1), List.of(7, 1, 3));
        assertThat(ProbeLayout.of(List.of(), racks("1")).more()).containsExactly(List.of(1));
    }

    @Test
    void its_replicas_are_in_racks_of_their_own_as_far_as_there_are_some() {
        assertThat(ProbeLayout.of(List.of(), racks("1a", "2a", "3b", "4b", "5c", "6c"))
                        .more())
                .contains(List.of(1, 3, 5), List.of(4, 5, 1));
        assertThat(ProbeLayout.of(List.of(), racks("1a", "2a", "3b", "4b")).more())
                .contains(List.of(4, 1, 2));
    }

    @Test
    void where_a_cluster_has_grown_the_partitions_there_are_grow_first() {
        ProbeLayout layout = ProbeLayout.of(List.of(List.of(1)), racks("1", "2", "3"));

        assertThat(layout.grown()).isEqualTo(Map.of(0, List.of(1, 2, 3)));
        assertThat(layout.more()).containsExactly(List.of(2, 3, 1), List.of(3, 1, 2));
        assertThat(layout.places()).isEqualTo(Map.of(0, 1, 1, 2, 2, 3));
    }

    @Test
    void a_partition_of_a_broker_that_is_away_stays_as_it_is_and_later_ones_are_as_many() {
        ProbeLayout layout = ProbeLayout.of(List.of(List.of(1), List.of(2)), racks("2", "3"));

        assertThat(layout.grown()).isEqualTo(Map.of(1, List.of(2, 3)));
        assertThat(layout.more()).containsExactly(List.of(3));
    }

    @Test
    void with_fewer_brokers_than_replicas_none_is_made() {
        ProbeLayout layout = ProbeLayout.of(List.of(List.of(1, 2, 3)), racks("3", "4"));

        assertThat(layout.more()).isEmpty();
        assertThat(layout.places()).isEqualTo(Map.of(0, 1));
    }

    @Test
    void as_a_cluster_grows_shrinks_and_is_away_in_part_kafka_would_take_every_change() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<List<Integer>> known = new ArrayList<>();
            for (int look = 0; look < 6; look++) {
                NavigableMap<Integer, String> racks = new TreeMap<>();
                while (racks.isEmpty() || random.nextInt(4) > 0) {
                    racks.put(1 + random.nextInt(7), "abc".substring(0, random.nextInt(3)));
                }
                ProbeLayout layout = ProbeLayout.of(List.copyOf(known), racks);
                layout.grown().forEach((partition, replicas) -> {
                    assertThat(replicas).startsWith(known.get(partition).toArray(Integer[]::new));
                    known.set(partition, replicas);
                });
                layout.more().forEach(replicas -> {
                    assertThat(known.isEmpty() || known.getFirst().size() == replicas.size())
                            .isTrue();
                    assertThat(racks.keySet()).containsAll(replicas);
                    known.add(replicas);
                });
                known.forEach(replicas -> assertThat(replicas).hasSameSizeAs(new HashSet<>(replicas)));
                layout.places()
                        .forEach((partition, broker) ->
                                assertThat(known.get(partition).getFirst()).isEqualTo(broker));
            }
        }
    }

    /// Each is an id of one digit and a rack.
    private static NavigableMap<Integer, String> racks(String... brokers) {
        NavigableMap<Integer, String> racks = new TreeMap<>();
        for (String broker : brokers) {
            racks.put(Integer.parseInt(broker.substring(0, 1)), broker.substring(1));
        }
        return racks;
    }
}
