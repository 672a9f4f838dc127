package dev.castellan.spec;

import java.util.Locale;

/// What a node does in KRaft mode: Kafka's `process.roles`.
public enum Role {
    BROKER,
    CONTROLLER;

    /// Kafka's own word for it.
    public String kafkaName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
