package dev.castellan.plan;

import dev.castellan.observe.Live;
import java.util.ArrayList;
import java.util.Collection;
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

/// Brokers from 1 on, in racks, with replicas on them that a seed has dealt.
final class Assignment {
    final SortedMap<Integer, String> racks = new TreeMap<>();
    final List<Integer> brokers;
    private final SortedMap<String, Live.Topic> topics = new TreeMap<>();
    private Optional<Live.Quorum> quorum = Optional.empty();

    Assignment(int brokers, int racks) {
        this.brokers = IntStream.rangeClosed(1, brokers).boxed().toList();
        this.brokers.forEach(id -> this.racks.put(id, "rack-" + id % racks));
    }

    /// All in sync, each replica in a rack of its own as long as there are enough.
    Assignment topic(String name, int partitions, int copies, int minInsync, Random random) {
        List<Live.Partition> all = new ArrayList<>();
        int kinds = Set.copyOf(racks.values()).size();
        for (int i = 0; i < partitions; i++) {
            List<Integer> replicas = new ArrayList<>();
            Set<String> used = new HashSet<>();
            while (replicas.size() < Math.min(copies, brokers.size())) {
                int id = brokers.get(random.nextInt(brokers.size()));
                boolean fits = used.size() >= kinds || used.add(racks.getOrDefault(id, ""));
                if (fits && !replicas.contains(id)) {
                    replicas.add(id);
                }
            }
            all.add(new Live.Partition(
                    name, i, OptionalInt.of(replicas.getFirst()), replicas, replicas, List.of(), List.of()));
        }
        topics.put(name, new Live.Topic(name, false, all, Map.of(), Live.Retention.FOR_EVER, minInsync));
        return this;
    }

    Assignment voters(int count, int leader) {
        SortedMap<Integer, Long> lag = new TreeMap<>();
        IntStream.rangeClosed(1, count).forEach(id -> lag.put(id, 0L));
        quorum = Optional.of(new Live.Quorum(leader, 1, lag, lag, Set.of()));
        return this;
    }

    Live.Awake awake() {
        return awake(Set.of());
    }

    /// While these are down and out of sync.
    Live.Awake awake(Collection<Integer> down) {
        SortedMap<String, Live.Topic> now = new TreeMap<>();
        topics.forEach((name, topic) -> now.put(
                name,
                new Live.Topic(
                        name,
                        false,
                        topic.partitions().stream()
                                .map(partition -> without(partition, down))
                                .toList(),
                        Map.of(),
                        Live.Retention.FOR_EVER,
                        topic.minInsyncReplicas())));
        return new Live.Awake(Set.copyOf(brokers), quorum, now, Map.of(), Map.of(), Live.Access.NONE, Map.of());
    }

    private static Live.Partition without(Live.Partition partition, Collection<Integer> down) {
        List<Integer> isr =
                partition.isr().stream().filter(id -> !down.contains(id)).toList();
        return new Live.Partition(
                partition.topic(),
                partition.id(),
                isr.isEmpty() ? OptionalInt.empty() : OptionalInt.of(isr.getFirst()),
                partition.replicas(),
                isr,
                List.of(),
                List.of());
    }
}
