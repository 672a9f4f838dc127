package dev.castellan.spec;

import java.util.Optional;
import java.util.stream.Stream;

/// Where it stands which controllers vote.
public enum QuorumKind {
    /// In the metadata log, so that controllers can come and go while the cluster runs (KIP-853).
    DYNAMIC("dynamic"),

    /// In every node's properties (`controller.quorum.voters`), as in all clusters made before Kafka 3.9.
    STATIC("static");

    private final String text;

    QuorumKind(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    static Optional<QuorumKind> of(String text) {
        return Stream.of(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }
}
