package dev.castellan.fault;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// How much of a cluster a drill may hit.
///
/// @param most so many nodes at once
/// @param kinds the kinds of faults, by name; all where there are none
/// @param spare nodes that nothing is done to
public record Radius(int most, List<String> kinds, SortedSet<Integer> spare) {
    /// For a cluster that is made to be broken.
    public static final Radius ALL = new Radius(Integer.MAX_VALUE, List.of(), Collections.emptySortedSet());

    public Radius {
        kinds = List.copyOf(kinds);
        spare = Collections.unmodifiableSortedSet(new TreeSet<>(spare));
    }

    /// Why a fault is outside of it; empty where it is not.
    ///
    /// @param kind its name
    /// @param nodes whom it touches
    /// @param atOnce how many of them are away at the same time
    public Optional<String> refusal(String kind, Set<Integer> nodes, int atOnce) {
        if (!kinds.isEmpty() && !kinds.contains(kind)) {
            return Optional.of("the spec's drill.faults does not name it");
        }
        Optional<Integer> spared =
                nodes.stream().filter(node -> spare.contains(node)).sorted().findFirst();
        if (spared.isPresent()) {
            return Optional.of("kafka-" + spared.get() + " is spared: the spec's drill.spare names it");
        }
        return atOnce <= most
                ? Optional.empty()
                : Optional.of(
                        "it hits " + atOnce + " nodes at once, and drill.nodes-at-once of the spec allows " + most);
    }
}
