package dev.castellan.plan;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What to do, in order, to make the world as the spec wants it. Data: prints, compares, can be saved.
///
/// @param notes what the reader should know that is no step: what waits for the cluster to run, what is left alone
public record Plan(String cluster, String kafkaVersion, List<Step> steps, List<String> notes) {
    public Plan {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /// The nodes that restart.
    public SortedSet<Integer> restarting() {
        return steps.stream()
                .filter(Step.RestartNodes.class::isInstance)
                .flatMap(step -> ((Step.RestartNodes) step).nodes().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
