package dev.castellan.spec;

import java.util.List;
import java.util.Optional;

/// A YAML document as this room sees it: three kinds of node, each with its place.
sealed interface Yaml {
    Location location();

    /// @param text the scalar as written; empty for `null` and for nothing
    record Scalar(String text, Nothing nothing, Location location) implements Yaml {
        boolean isNothing() {
            return nothing == Nothing.YES;
        }
    }

    /// Whether the file says nothing here (`key:`), rather than an empty text (`key: ""`).
    enum Nothing {
        YES,
        NO
    }

    record Sequence(List<Yaml> elements, Location location) implements Yaml {}

    record Mapping(List<Entry> entries, Location location) implements Yaml {
        Optional<Yaml> get(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }
    }

    record Entry(String key, Location location, Yaml value) {}
}
