package dev.castellan.lab;

import java.util.Arrays;
import java.util.Locale;

/// What a host has when it first boots.
public enum Layer {
    /// No Java at all, but an apt that can install it without a network.
    BARE,
    /// The Java runtime of this Debian.
    JAVA,
    /// The same, with an apt that can install Prometheus without a network.
    PROMETHEUS,
    /// Java 11 and no other: too old for Kafka 4. Only where the previous Debian had it and the mirror still does.
    JAVA11;

    static Layer of(String label) {
        return Arrays.stream(values())
                .filter(layer -> layer.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new Mistake("no such layer: " + label));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
