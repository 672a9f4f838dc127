package dev.castellan.cli.keep;

import dev.castellan.apply.Listener;
import dev.castellan.plan.PlanText;
import dev.castellan.plan.Step;
import dev.castellan.view.Console;
import java.time.Duration;
import java.util.Locale;

/// Shows each step of an apply on standard error as it is done.
public final class StepProgress implements Listener {
    private final Console console;

    public StepProgress(Console console) {
        this.console = console;
    }

    @Override
    public void begun(Step step) {
        console.pass("  %-23s  %s ...".formatted(PlanText.where(step), PlanText.brief(step)));
    }

    @Override
    public void waiting(Step step, String what) {
        console.pass("  %-23s  %s: %s".formatted(PlanText.where(step), PlanText.brief(step), what));
    }

    @Override
    public void done(Step step, Duration took) {
        console.say(line(PlanText.where(step), PlanText.brief(step), took));
    }

    static String line(String where, String what, Duration took) {
        return String.format(Locale.ROOT, "  %-23s  %-52s %6.1f s", where, what, took.toMillis() / 1000.0);
    }
}
