package dev.castellan.cli.keep;

import dev.castellan.apply.Listener;
import dev.castellan.plan.PlanText;
import dev.castellan.plan.Step;
import dev.castellan.view.Console;
import java.time.Duration;
import java.util.Locale;

/// Shows each step of an apply on standard error as it is done.
public final class StepProgress implements Listener {
    /// Where nobody watches a line that overwrites itself, one is printed so often.
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Console console;
    private long told = System.nanoTime();

    public StepProgress(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void begun(Step step) {
        told = System.nanoTime();
        console.pass("  %-23s  %s ...".formatted(PlanText.where(step), PlanText.brief(step)));
    }

    @Override
    public synchronized void waiting(Step step, String what) {
        String line = "  %-23s  %s: %s".formatted(PlanText.where(step), PlanText.brief(step), what);
        console.pass(line);
        if (!console.isInteractive() && System.nanoTime() - told > EVERY.toNanos()) {
            told = System.nanoTime();
            console.say(line);
        }
    }

    @Override
    public void done(Step step, Duration took) {
        console.say(line(PlanText.where(step), PlanText.brief(step), took));
    }

    static String line(String where, String what, Duration took) {
        return String.format(Locale.ROOT, "  %-23s  %-52s %6.1f s", where, what, took.toMillis() / 1000.0);
    }
}
