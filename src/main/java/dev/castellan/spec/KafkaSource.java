package dev.castellan.spec;

import java.util.Optional;

/// Which Kafka, and where from: Maven artefacts, or a local tarball or directory.
///
/// @param from a path as written in the spec, relative to the spec file; empty for Maven artefacts
public record KafkaSource(KafkaVersion version, Optional<String> from) {
    public static final KafkaSource DEFAULT = new KafkaSource(KafkaVersion.DEFAULT, Optional.empty());
}
