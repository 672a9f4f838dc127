package dev.castellan.testkit;

import dev.castellan.observe.Snapshot;
import dev.castellan.plan.Question;
import dev.castellan.target.Blueprint;
import dev.castellan.target.Facts;

/// What a planner is asked, but for something that a [FakeWorld] does not know.
public final class Questions {
    private Questions() {}

    /// The same question where machines hold something else, and other files are wanted.
    public static Question with(Question plain, Facts facts, Blueprint files) {
        return new Question(
                plain.wanted(),
                new Snapshot(facts, plain.have().live()),
                files,
                plain.fresh(),
                plain.dynamic(),
                plain.holder(),
                plain.accepted(),
                plain.features(),
                plain.maxUnavailable());
    }
}
