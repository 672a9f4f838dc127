package dev.castellan.apply;

import dev.castellan.plan.Step;
import java.time.Duration;
import java.util.List;

/// Hears what the applier does, as it does it.
public interface Listener {
    /// All steps of a plan, before the first of them begins.
    default void planned(List<Step> steps) {}

    void begun(Step step);

    /// What a step waits for now.
    void waiting(Step step, String what);

    void done(Step step, Duration took);

    /// It stops here: nothing after this step is begun.
    ///
    /// @param why may have several lines
    default void refused(Step step, String why, Duration took) {}
}
