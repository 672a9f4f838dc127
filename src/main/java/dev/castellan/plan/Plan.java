package dev.castellan.plan;

import java.util.List;

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
}
