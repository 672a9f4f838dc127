package dev.castellan.cli.node;

import dev.castellan.history.Cause;
import dev.castellan.history.NodeProcess;
import dev.castellan.history.RunStep;
import dev.castellan.history.Story;
import dev.castellan.view.Report;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The story of a node, in both forms.
///
/// @param at the moment that was asked about
/// @param unanswered why a place that may know more could not be asked, by its name
record StoryReport(String cluster, Story story, Optional<Instant> at, Map<String, String> unanswered, ZoneId zone) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String INDENT = " ".repeat(21);

    /// Without a time that is asked about, so many of the last steps are shown.
    private static final int LAST = 10;

    /// The JSON form.
    ///
    /// @param earlier how many steps came before these
    /// @param process `up`, `down`, `not-installed` or `silent`
    /// @param started when its process started; absent where it does not run, or that is not known
    /// @param cause `step`, `not-ours` or `unknown`
    /// @param says the same in a sentence
    record Told(
            String cluster,
            String node,
            List<ToldStep> steps,
            int earlier,
            String process,
            Optional<String> started,
            String cause,
            String says,
            Map<String, String> unanswered) {}

    record ToldStep(
            String step,
            String text,
            String why,
            List<String> changes,
            String outcome,
            String begun,
            Optional<Double> seconds,
            String detail,
            String verb,
            String by) {}

    Report report() {
        List<Story.Event> shown = shown();
        Told told = new Told(
                cluster,
                name(),
                shown.stream().map(StoryReport::told).toList(),
                story.events().size() - shown.size(),
                switch (story.process()) {
                    case NodeProcess.Up ignored -> "up";
                    case NodeProcess.Down ignored -> "down";
                    case NodeProcess.NotInstalled ignored -> "not-installed";
                    case NodeProcess.Silent ignored -> "silent";
                },
                started().map(Instant::toString),
                switch (story.cause()) {
                    case Cause.ByStep ignored -> "step";
                    case Cause.NotOurs ignored -> "not-ours";
                    case Cause.Unknown ignored -> "unknown";
                },
                String.join("; ", conclusion()),
                unanswered);
        return new Report("Explanation", told, text());
    }

    private static ToldStep told(Story.Event event) {
        RunStep step = event.step();
        return new ToldStep(
                step.deed().step(),
                step.deed().what(),
                step.deed().why(),
                step.deed().changes(),
                step.outcome().name().toLowerCase(Locale.ROOT),
                step.begun().toString(),
                step.took().map(StoryReport::seconds),
                step.detail(),
                event.origin().verb(),
                event.origin().by());
    }

    private List<Story.Event> shown() {
        List<Story.Event> events = story.events();
        return at.isPresent() ? events : events.subList(Math.max(0, events.size() - LAST), events.size());
    }

    private String text() {
        List<String> lines = new ArrayList<>();
        List<Story.Event> shown = shown();
        int earlier = story.events().size() - shown.size();
        if (earlier > 0) {
            lines.add(earlier + (earlier == 1 ? " step" : " steps") + " before these: castellan explain " + name()
                    + " --at TIME shows those of a time");
        }
        shown.forEach(event -> addEvent(event, lines));
        lines.addAll(conclusion());
        unanswered.forEach((place, why) -> lines.add(
                "! " + place + " could not be asked (" + why + "): a step that only it knows is missing here"));
        return String.join("\n", lines);
    }

    private void addEvent(Story.Event event, List<String> lines) {
        RunStep step = event.step();
        lines.add(time(step.begun()) + "  " + step.deed().what() + took(step) + ", by " + who(event));
        if (!step.deed().why().isEmpty()) {
            lines.add(INDENT + "because: " + step.deed().why());
        }
        step.deed().changes().forEach(change -> lines.add(INDENT + change));
        if (step.outcome() == RunStep.Outcome.REFUSED) {
            step.detail().lines().forEach(line -> lines.add(INDENT + "refused: " + line.strip()));
        }
    }

    private static String took(RunStep step) {
        return switch (step.outcome()) {
            case DONE -> step.took().map(time -> " in " + rounded(time)).orElse("");
            case REFUSED ->
                step.took().map(time -> " refused after " + rounded(time)).orElse(" refused");
            case UNFINISHED -> ", whose end nobody wrote down";
        };
    }

    private static String rounded(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", seconds(took));
    }

    private static double seconds(Duration took) {
        return took.toMillis() / 1000.0;
    }

    private static String who(Story.Event event) {
        return event.origin().verb().isEmpty()
                ? event.origin().by()
                : "castellan " + event.origin().verb() + " of " + event.origin().by();
    }

    /// What the steps and the process together say.
    private List<String> conclusion() {
        List<String> lines = new ArrayList<>();
        at.filter(moment -> story.events().isEmpty()).ifPresent(moment -> lines.add(nothingThen(moment)));
        lines.add(
                switch (story.process()) {
                    case NodeProcess.Up up -> running(up);
                    case NodeProcess.Down ignored -> stopped();
                    case NodeProcess.NotInstalled ignored -> name() + " of " + cluster + " is not installed";
                    case NodeProcess.Silent silent ->
                        name() + " cannot be asked now (" + silent.why() + "), so nothing is known of its process";
                });
        return lines;
    }

    private String nothingThen(Instant moment) {
        String nothing = "no step of Castellan's touched " + name() + " around " + time(moment);
        Story.Window window = Story.Window.around(moment);
        return started()
                .map(since -> since.isBefore(window.from())
                        ? nothing + ", and it did not restart then: its process is older"
                        : window.holds(since)
                                ? nothing
                                : nothing + "; its present process started later, so of the one before only its log"
                                        + " can tell: castellan logs " + name())
                .orElse(nothing);
    }

    private String running(NodeProcess.Up up) {
        String process = "its process (pid " + up.pid() + ")"
                + up.since().map(since -> " started " + time(since)).orElse(" runs");
        return switch (story.cause()) {
            case Cause.ByStep step -> process + ": " + step(step.event());
            case Cause.NotOurs ignored ->
                process + ", and no step of Castellan's did that: killed or crashed and started again, by systemd, by"
                        + " hand or in a drill; see castellan logs " + name();
            case Cause.Unknown unknown -> process + "; why is not known: " + unknown.why();
        };
    }

    private String stopped() {
        return switch (story.cause()) {
            case Cause.ByStep step -> name() + " does not run: " + step(step.event());
            case Cause.NotOurs ignored ->
                name() + " does not run, and no step of Castellan's stopped it: killed or crashed, see castellan logs "
                        + name() + "; castellan start " + name() + " starts it";
            case Cause.Unknown unknown -> name() + " does not run; why is not known: " + unknown.why();
        };
    }

    private String step(Story.Event event) {
        RunStep step = event.step();
        return "that was the " + step.deed().what() + " of " + time(step.begun()) + took(step) + ", by " + who(event)
                + (step.deed().why().isEmpty() ? "" : " (" + step.deed().why() + ")");
    }

    private Optional<Instant> started() {
        return story.process() instanceof NodeProcess.Up up ? up.since() : Optional.empty();
    }

    private String time(Instant moment) {
        return TIME.format(moment.atZone(zone));
    }

    private String name() {
        return "kafka-" + story.node();
    }
}
