package dev.castellan.doctor;

import dev.castellan.problem.Problem;
import dev.castellan.target.Mending;
import java.util.Optional;

/// One thing found on a machine.
///
/// @param problem an error where nothing may be done as long as it is so; else a warning
/// @param fix what `castellan check --fix` does about it; empty where a person has to
public record Finding(Problem problem, Optional<Fix> fix) {
    /// @param node a node whose machine it is
    public record Fix(int node, Mending mending) {}

    /// What only a person can put right.
    public static Finding of(Problem problem) {
        return new Finding(problem, Optional.empty());
    }
}
