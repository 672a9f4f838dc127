package dev.castellan.spec;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// How much of a cluster a drill may hit.
///
/// @param nodesAtOnce so many nodes may be away at the same time
/// @param faults the kinds of faults, by name; all where there are none
/// @param spare ids of nodes that nothing is done to
public record DrillSpec(int nodesAtOnce, List<String> faults, SortedSet<Integer> spare) {
    public static final DrillSpec DEFAULT = new DrillSpec(1, List.of(), Collections.emptySortedSet());

    public DrillSpec {
        faults = List.copyOf(faults);
        spare = Collections.unmodifiableSortedSet(new TreeSet<>(spare));
    }
}
