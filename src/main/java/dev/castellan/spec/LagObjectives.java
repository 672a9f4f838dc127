package dev.castellan.spec;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How far groups may be behind.
///
/// @param byName by the name of a group, or the beginning of names and a `*`
public record LagObjectives(SortedMap<String, Duration> byName) {
    /// Of a group of which nothing is said.
    public static final Duration USUAL = Duration.ofMinutes(5);

    /// Where nothing is said of any.
    public static final LagObjectives NONE = new LagObjectives(new TreeMap<>());

    public LagObjectives {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    /// That of its own name; else that of the longest beginning that fits.
    public Duration of(String group) {
        return Optional.ofNullable(byName.get(group))
                .orElseGet(() -> byName.entrySet().stream()
                        .filter(one -> isBeginning(one.getKey(), group))
                        .max(Comparator.comparingInt(one -> one.getKey().length()))
                        .map(Map.Entry::getValue)
                        .orElse(USUAL));
    }

    private static boolean isBeginning(String pattern, String group) {
        return pattern.endsWith("*") && group.startsWith(pattern.substring(0, pattern.length() - 1));
    }
}
