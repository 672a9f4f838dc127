package dev.castellan.target;

import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.kafka.knowledge.KafkaKnowledge;
import dev.castellan.spec.KafkaVersion;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/// The Kafka that a target's nodes run; fetched and loaded only when something is installed or started.
public interface Release {
    KafkaVersion version();

    Distribution distribution();

    /// The jar of the Prometheus agent.
    Path metricsAgent();

    /// The classes of that same version.
    KafkaKnowledge knowledge();

    /// The plugins of Kafka Connect that its workers have, by the name that the spec gives them.
    default SortedMap<String, Plugin> plugins() {
        return new TreeMap<>();
    }
}
