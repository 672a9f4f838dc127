package dev.castellan.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What one command did to a cluster.
///
/// @param steps at least one
public record Run(Entry.Origin origin, State state, List<RunStep> steps) {
    public Run {
        steps = List.copyOf(steps);
    }

    /// How it stands.
    public enum State {
        DONE,
        REFUSED,
        /// Its last words are that it began a step: it was killed, or lost the hosts.
        CUT_OFF,
        UNDER_WAY
    }

    public Instant begun() {
        return steps.getFirst().begun();
    }

    /// When its last step ended; empty where one has no end.
    public Optional<Instant> ended() {
        return steps.stream().anyMatch(step -> step.ended().isEmpty())
                ? Optional.empty()
                : steps.stream().flatMap(step -> step.ended().stream()).max(Instant::compareTo);
    }

    /// The first step without an end.
    public Optional<RunStep> unfinished() {
        return steps.stream().filter(step -> step.ended().isEmpty()).findFirst();
    }
}
