package dev.castellan.cli.keep;

import dev.castellan.apply.Listener;
import dev.castellan.apply.Positions;
import dev.castellan.plan.Affected;
import dev.castellan.plan.PlanText;
import dev.castellan.plan.Step;
import dev.castellan.view.Json;
import dev.castellan.view.Report;
import java.time.Duration;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Tells a program what is done as it is done: one JSON object a line, each written at once.
final class EventStream implements Listener {
    private final Consumer<String> lines;
    private final InstantSource clock;
    /// What each step waits for, so that the same is said once.
    private final IdentityHashMap<Step, String> waiting = new IdentityHashMap<>();

    private Positions positions = new Positions(List.of());

    /// @param lines takes each line, without its end
    EventStream(Consumer<String> lines, InstantSource clock) {
        this.lines = lines;
        this.clock = clock;
    }

    @Override
    public synchronized void planned(List<Step> steps) {
        positions = new Positions(steps);
        Map<String, Object> event = event("planned");
        event.put("of", steps.size());
        lines.accept(Json.line(event));
    }

    @Override
    public synchronized void begun(Step step) {
        say(event("begun", step));
    }

    @Override
    public synchronized void waiting(Step step, String what) {
        if (!what.equals(waiting.put(step, what))) {
            Map<String, Object> event = event("waiting", step);
            event.put("detail", what);
            say(event);
        }
    }

    @Override
    public synchronized void done(Step step, Duration took) {
        Map<String, Object> event = event("done", step);
        event.put("seconds", took.toMillis() / 1000.0);
        say(event);
    }

    @Override
    public synchronized void refused(Step step, String why, Duration took) {
        Map<String, Object> event = event("refused", step);
        event.put("seconds", took.toMillis() / 1000.0);
        event.put("detail", why);
        say(event);
    }

    /// The last line of a command that ended well: what it reports.
    synchronized void ended(Report report) {
        Map<String, Object> event = event("ended");
        event.put("apiVersion", Report.VERSION);
        event.put("kind", report.kind());
        event.put("body", report.body());
        lines.accept(Json.line(event));
    }

    private void say(Map<String, Object> event) {
        lines.accept(Json.line(event));
    }

    private Map<String, Object> event(String name, Step step) {
        Map<String, Object> event = event(name);
        event.put("step", step.getClass().getSimpleName());
        event.put("position", positions.of(step));
        event.put("of", positions.all());
        event.put("nodes", Affected.nodes(step));
        event.put("text", PlanText.brief(step));
        event.put("why", step.why());
        return event;
    }

    private Map<String, Object> event(String name) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("at", clock.instant().toString());
        event.put("event", name);
        return event;
    }
}
