package dev.castellan.cli.keep;

import dev.castellan.apply.Listener;
import dev.castellan.apply.Positions;
import dev.castellan.plan.PlanText;
import dev.castellan.plan.Step;
import dev.castellan.view.Console;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Shows each step of an apply on standard error as it is done: on a terminal also what it waits for, and which step of
/// how many it is.
public final class StepProgress implements Listener {
    /// Where nobody watches a line that overwrites itself, one is printed so often.
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Console console;
    private Positions positions = new Positions(List.of());
    private long told = System.nanoTime();

    public StepProgress(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void planned(List<Step> steps) {
        positions = new Positions(steps);
    }

    @Override
    public synchronized void begun(Step step) {
        told = System.nanoTime();
        console.pass(passing(step, " ..."));
    }

    @Override
    public synchronized void waiting(Step step, String what) {
        String line = passing(step, ": " + what);
        console.pass(line);
        if (!console.isInteractive() && System.nanoTime() - told > EVERY.toNanos()) {
            told = System.nanoTime();
            console.say(line);
        }
    }

    @Override
    public synchronized void done(Step step, Duration took) {
        console.say(line(PlanText.where(step), PlanText.brief(step), took));
    }

    @Override
    public synchronized void refused(Step step, String why, Duration took) {
        console.say(passing(step, String.format(Locale.ROOT, ": stopped here after %.1f s", took.toMillis() / 1000.0)));
    }

    private String passing(Step step, String how) {
        String position = positions.text(step);
        return "  %-23s  %s%s%s"
                .formatted(
                        PlanText.where(step),
                        PlanText.brief(step),
                        position.isEmpty() ? "" : " (" + position + ")",
                        how);
    }

    static String line(String where, String what, Duration took) {
        return String.format(Locale.ROOT, "  %-23s  %-52s %6.1f s", where, what, took.toMillis() / 1000.0);
    }
}
