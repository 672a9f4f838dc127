package dev.castellan.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A step of a run, from its beginning to its end.
///
/// @param position which step of its plan, from 1; 0 where that is not known
/// @param of how many steps the plan has; 0 where that is not known
/// @param begun its end where no beginning was written down: the first host that a cluster gets has no journal yet
/// @param ended empty where nobody wrote down its end
/// @param detail why it was refused; empty else
public record RunStep(
        Deed deed, int position, int of, Instant begun, Optional<Instant> ended, Outcome outcome, String detail) {
    /// What came of it.
    public enum Outcome {
        DONE,
        REFUSED,
        /// Begun, and no end was written down: it is under way, or whoever did it ended before.
        UNFINISHED
    }

    /// Empty where its beginning or its end was not written down.
    public Optional<Duration> took() {
        return ended.map(end -> Duration.between(begun, end)).filter(Duration::isPositive);
    }

    RunStep with(Instant end, Outcome came, String why) {
        return new RunStep(deed, position, of, begun, Optional.of(end), came, why);
    }
}
