package dev.castellan.spec;

import java.util.Map;
import java.util.TreeMap;

/// One wanted topic.
public record TopicSpec(
        String name, int partitions, int replicationFactor, Map<String, String> config, Location location) {
    public TopicSpec {
        config = Map.copyOf(new TreeMap<>(config));
    }
}
