package dev.castellan.cli.keep;

import dev.castellan.history.History;
import dev.castellan.history.Run;
import dev.castellan.history.RunStep;
import dev.castellan.target.JournalPart;
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

/// What was done to a cluster, in both forms.
final class HistoryReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /// Of more steps of one kind in a row than this, only the first are shown.
    private static final int FEW = 5;

    private static final int SHOWN = 3;
    private static final String INDENT = " ".repeat(12);

    private HistoryReport() {}

    /// The JSON form.
    ///
    /// @param earlier how many runs came before these
    /// @param unanswered why a place that may keep more could not be asked, by its name
    record Told(String cluster, List<ToldRun> runs, int earlier, boolean whole, Map<String, String> unanswered) {}

    /// @param ended absent where a step has no end
    record ToldRun(
            String run,
            String verb,
            String by,
            String state,
            String begun,
            Optional<String> ended,
            List<ToldStep> steps) {}

    record ToldStep(
            String step,
            List<Integer> nodes,
            String text,
            String why,
            int position,
            int of,
            String outcome,
            String begun,
            Optional<Double> seconds,
            String detail,
            List<String> changes) {}

    static Report of(String cluster, History all, int last, ZoneId zone) {
        History history = all.last(last);
        int earlier = all.runs().size() - history.runs().size();
        Told told = new Told(
                cluster,
                history.runs().stream().map(HistoryReport::told).toList(),
                earlier,
                history.extent() == JournalPart.Extent.WHOLE,
                history.unanswered());
        return new Report("History", told, text(cluster, history, earlier, zone));
    }

    private static ToldRun told(Run run) {
        return new ToldRun(
                run.origin().run(),
                run.origin().verb(),
                run.origin().by(),
                word(run.state().name()),
                run.begun().toString(),
                run.ended().map(Instant::toString),
                run.steps().stream()
                        .map(step -> new ToldStep(
                                step.deed().step(),
                                step.deed().nodes(),
                                step.deed().what(),
                                step.deed().why(),
                                step.position(),
                                step.of(),
                                word(step.outcome().name()),
                                step.begun().toString(),
                                step.took().map(HistoryReport::seconds),
                                step.detail(),
                                step.deed().changes()))
                        .toList());
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double seconds(Duration took) {
        return took.toMillis() / 1000.0;
    }

    private static String text(String cluster, History history, int earlier, ZoneId zone) {
        List<String> lines = new ArrayList<>();
        if (history.runs().isEmpty()) {
            lines.add(cluster + ": its journal knows of nothing that was done to it");
        }
        if (earlier > 0) {
            lines.add(earlier + (earlier == 1 ? " run" : " runs") + " before these: castellan history --last "
                    + (earlier + history.runs().size()));
        } else if (history.extent() == JournalPart.Extent.END) {
            lines.add("the journal is long: what came before these was not read");
        }
        history.runs().forEach(run -> {
            lines.add(TIME.format(run.begun().atZone(zone)) + "  " + headline(run));
            addSteps(run.steps(), lines);
        });
        history.unanswered()
                .forEach((place, why) -> lines.add(
                        "! " + place + " could not be asked (" + why + "): what only it keeps is missing here"));
        return String.join("\n", lines);
    }

    private static String headline(Run run) {
        String verb = run.origin().verb().isEmpty() ? "a run" : run.origin().verb();
        int count = run.steps().size();
        String steps = count + (count == 1 ? " step" : " steps");
        return verb + " by " + run.origin().by() + ": "
                + switch (run.state()) {
                    case DONE -> steps + " done" + in(run);
                    case REFUSED -> "refused" + in(run).replace(" in ", " after ");
                    case UNDER_WAY -> "under way, " + steps + " so far";
                    case CUT_OFF -> "cut off" + place(run) + ": it was killed, or lost its hosts";
                };
    }

    private static String in(Run run) {
        return run.ended()
                .map(end -> String.format(Locale.ROOT, " in %.1f s", seconds(Duration.between(run.begun(), end))))
                .orElse("");
    }

    private static String place(Run run) {
        return run.unfinished()
                .filter(step -> step.position() > 0)
                .map(step -> " in step " + step.position() + " of " + step.of())
                .orElse("");
    }

    private static void addSteps(List<RunStep> steps, List<String> lines) {
        for (int from = 0, to; from < steps.size(); from = to) {
            to = from + 1;
            while (to < steps.size() && isAlike(steps.get(from), steps.get(to))) {
                to++;
            }
            boolean many = to - from > FEW;
            steps.subList(from, many ? from + SHOWN : to).forEach(step -> addStep(step, lines));
            if (many) {
                lines.add(INDENT + "and " + (to - from - SHOWN) + " more like these: castellan history -o json");
            }
        }
    }

    private static boolean isAlike(RunStep one, RunStep other) {
        return one.outcome() == RunStep.Outcome.DONE
                && other.outcome() == RunStep.Outcome.DONE
                && one.deed().step().equals(other.deed().step());
    }

    private static void addStep(RunStep step, List<String> lines) {
        String took = step.took()
                .map(time -> String.format(Locale.ROOT, "%.1f s", seconds(time)))
                .orElse(step.ended().isPresent() ? "" : "no end");
        String why = step.deed().why().isEmpty() ? "" : "   (" + step.deed().why() + ")";
        lines.add(String.format(
                Locale.ROOT,
                "%10s  %-23s  %s%s",
                took,
                step.deed().where(),
                step.deed().what(),
                why));
        if (step.outcome() == RunStep.Outcome.REFUSED) {
            step.detail().lines().forEach(line -> lines.add(INDENT + "refused: " + line.strip()));
        }
    }
}
