package dev.castellan.kafka.distribution;

import dev.castellan.spec.KafkaVersion;

/// A place in the cache: `4.3.1`, or `4.3.1-0a1b2c3d` for one that came from the user's own download.
record Slot(KafkaVersion version, String name) {
    static Slot of(KafkaVersion version) {
        return new Slot(version, version.toString());
    }
}
