package dev.castellan.spec;

import java.time.Duration;
import java.util.Optional;

/// Which Kafka, where from, and how a cluster gets from one release to another.
///
/// @param from a path as written in the spec, relative to the spec file; empty for Maven artefacts
/// @param soak how long the first node of another release is watched before the others follow; empty where the spec
///     does not say
/// @param onFailure what becomes of a change of the release that does not succeed
public record KafkaSource(KafkaVersion version, Optional<String> from, Optional<Duration> soak, OnFailure onFailure) {
    public static final KafkaSource DEFAULT = new KafkaSource(KafkaVersion.DEFAULT, Optional.empty());

    public KafkaSource(KafkaVersion version, Optional<String> from) {
        this(version, from, Optional.empty(), OnFailure.halt);
    }

    /// By the spec's own words.
    public enum OnFailure {
        /// Everything stays as it is at that moment.
        halt,
        /// The nodes that run the other release go back to the one before.
        revert
    }
}
