package dev.castellan.apply;

import dev.castellan.plan.Step;
import java.util.IdentityHashMap;
import java.util.List;

/// Which step of its plan a step is, from 1 on.
public final class Positions {
    private final IdentityHashMap<Step, Integer> positions = new IdentityHashMap<>();
    private final int all;

    public Positions(List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            positions.put(steps.get(i), i + 1);
        }
        this.all = steps.size();
    }

    /// 0 for a step of another plan.
    public int of(Step step) {
        return positions.getOrDefault(step, 0);
    }

    public int all() {
        return all;
    }

    /// `step 4 of 9`; empty for a step of another plan.
    public String text(Step step) {
        return of(step) == 0 ? "" : "step " + of(step) + " of " + all;
    }
}
