package dev.castellan.apply;

import dev.castellan.history.Deed;
import dev.castellan.history.Entry;
import dev.castellan.plan.Affected;
import dev.castellan.plan.PlanText;
import dev.castellan.plan.Step;
import dev.castellan.target.Hold;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// What was done to a cluster, one JSON object a line, kept before and after each step.
public final class Journal {
    /// More of a file's changes than anybody reads.
    private static final int MOST_CHANGES = 40;

    private final Hold hold;
    private final InstantSource clock;
    private final Entry.Origin origin;

    /// @param hold the right to change the cluster, which keeps the journal too
    /// @param origin whose steps these are
    public Journal(Hold hold, InstantSource clock, Entry.Origin origin) {
        this.hold = hold;
        this.clock = clock;
        this.origin = origin;
    }

    /// @throws dev.castellan.problem.WorldRefused when the line cannot be kept, or the right was lost meanwhile
    void write(Entry.Moment moment, Step step, Positions positions, String detail) {
        List<String> changes = moment == Entry.Moment.BEGUN ? PlanText.changes(step) : List.of();
        hold.note(new Entry(
                        clock.instant(),
                        moment,
                        origin,
                        positions.of(step),
                        positions.all(),
                        new Deed(
                                step.getClass().getSimpleName(),
                                new ArrayList<>(Affected.nodes(step)),
                                PlanText.where(step),
                                PlanText.brief(step),
                                step.why(),
                                changes.subList(0, Math.min(changes.size(), MOST_CHANGES))),
                        detail)
                .text());
    }
}
