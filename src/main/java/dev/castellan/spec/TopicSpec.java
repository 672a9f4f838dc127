package dev.castellan.spec;

import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One wanted topic.
///
/// @param partitions how many; empty for one in a new topic, and as many as there are in one that exists
/// @param replicationFactor copies of each partition; empty for [ClusterSpec#usualCopies] in a new topic, and what it
///     has in one that exists
/// @param brokers the only ones that may hold it; empty for all
public record TopicSpec(
        String name,
        OptionalInt partitions,
        OptionalInt replicationFactor,
        SortedSet<Integer> brokers,
        Map<String, String> config,
        Location location) {
    public TopicSpec {
        brokers = new TreeSet<>(brokers);
        config = Map.copyOf(new TreeMap<>(config));
    }

    /// A topic that stands in no file.
    public static TopicSpec of(String name, int partitions, int replicationFactor, Map<String, String> config) {
        return new TopicSpec(
                name,
                OptionalInt.of(partitions),
                OptionalInt.of(replicationFactor),
                new TreeSet<>(),
                config,
                Location.DEFAULTS);
    }
}
