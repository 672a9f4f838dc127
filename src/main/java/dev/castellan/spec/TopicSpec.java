package dev.castellan.spec;

import java.util.Map;
import java.util.TreeMap;

/// One wanted topic.
public record TopicSpec(
        String name, int partitions, int replicationFactor, Map<String, String> config, Location location) {
    public TopicSpec {
        config = Map.copyOf(new TreeMap<>(config));
    }

    /// A topic that stands in no file.
    public static TopicSpec of(String name, int partitions, int replicationFactor, Map<String, String> config) {
        return new TopicSpec(name, partitions, replicationFactor, config, Location.DEFAULTS);
    }
}
