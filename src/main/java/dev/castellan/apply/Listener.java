package dev.castellan.apply;

import dev.castellan.plan.Step;
import java.time.Duration;

/// Hears what the applier does, as it does it.
public interface Listener {
    void begun(Step step);

    /// What a step waits for now.
    void waiting(Step step, String what);

    void done(Step step, Duration took);
}
