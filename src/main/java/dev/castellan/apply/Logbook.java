package dev.castellan.apply;

import dev.castellan.history.Entry;
import dev.castellan.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Has steps written down and shown, before they are done and after.
final class Logbook {
    private final Journal journal;
    private final Listener listener;
    private final InstantSource clock;
    private volatile Positions positions = new Positions(List.of());

    Logbook(Journal journal, Listener listener, InstantSource clock) {
        this.journal = journal;
        this.listener = listener;
        this.clock = clock;
    }

    /// The steps that follow are those of this plan.
    void open(List<Step> plan) {
        positions = new Positions(plan);
        listener.planned(plan);
    }

    /// Does what all of these steps want with one action.
    void doing(List<Step> steps, Runnable action) {
        Instant begun = clock.instant();
        steps.forEach(step -> {
            journal.write(Entry.Moment.BEGUN, step, positions, "");
            listener.begun(step);
        });
        try {
            action.run();
        } catch (RuntimeException e) {
            String why = String.valueOf(e.getMessage());
            Duration took = Duration.between(begun, clock.instant());
            steps.forEach(step -> listener.refused(step, why, took));
            steps.forEach(step -> journal.write(Entry.Moment.REFUSED, step, positions, why));
            throw e;
        }
        Duration took = Duration.between(begun, clock.instant());
        steps.forEach(step -> {
            journal.write(Entry.Moment.DONE, step, positions, "");
            listener.done(step, took);
        });
    }
}
