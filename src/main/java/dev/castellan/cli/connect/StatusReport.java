package dev.castellan.cli.connect;

import dev.castellan.cli.verb.Spans;
import dev.castellan.connect.rest.Complaint;
import dev.castellan.connect.rest.Remedy;
import dev.castellan.lag.ConnectorProgress;
import dev.castellan.lag.TimeLag;
import dev.castellan.observe.LiveConnect;
import dev.castellan.spec.ConnectorSpec;
import dev.castellan.view.Report;
import dev.castellan.view.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What `castellan connect status` says, in both forms.
final class StatusReport {
    private StatusReport() {}

    /// @param trace what is at the bottom of its trace; empty where it did not fail
    /// @param advice what to do about that; empty where the trace says nothing that is known
    /// @param lag of a sink; empty for others, and where it is not known
    /// @param lastChange when the change was made that a source noted last; empty where it does not say
    /// @param objections what its plugin finds wrong now, though Connect calls it running
    record Line(
            String connector,
            String type,
            String state,
            String worker,
            String trace,
            String advice,
            String direction,
            Optional<Lag> lag,
            Optional<Instant> lastChange,
            List<Complaint> objections,
            List<Task> tasks) {}

    /// What was read of connectors beside their states, by their names.
    record Readings(Map<String, ConnectorProgress> progress, Map<String, List<Complaint>> objections) {
        static final Readings NONE = new Readings(Map.of(), Map.of());
    }

    /// @param records that it has not read
    /// @param unknownPartitions those of which that is not known
    /// @param seconds the age of the oldest of them; empty where it is not known
    /// @param atLeast seconds; certainly not less
    record Lag(long records, long unknownPartitions, Optional<Double> seconds, Optional<Double> atLeast) {}

    record Task(int task, String state, String worker, String trace, String advice) {}

    record Connectors(List<Line> connectors) {}

    static boolean hasFailed(LiveConnect.Awake awake) {
        return awake.connectors().values().stream()
                .flatMap(connector -> Stream.concat(
                        Stream.of(connector.state()),
                        connector.tasks().values().stream().map(LiveConnect.Task::state)))
                .anyMatch(LiveConnect.State.FAILED::equals);
    }

    static Report of(LiveConnect.Awake awake, Readings readings, Instant now) {
        List<Line> lines = lines(awake, readings);
        return new Report("Connectors", new Connectors(lines), text(lines, now));
    }

    static List<Line> lines(LiveConnect.Awake awake, Readings readings) {
        List<Line> lines = new ArrayList<>();
        awake.connectors().forEach((name, connector) -> lines.add(line(name, connector, readings)));
        return lines;
    }

    private static Line line(String name, LiveConnect.Connector connector, Readings readings) {
        ConnectorProgress progress = readings.progress().getOrDefault(name, new ConnectorProgress.Untold());
        List<Task> tasks = new ArrayList<>();
        connector
                .tasks()
                .forEach((id, task) -> tasks.add(new Task(
                        id,
                        word(task.state()),
                        task.worker(),
                        LiveConnect.cause(task.trace()),
                        Remedy.of(task.trace()).orElse(""))));
        return new Line(
                name,
                connector.config().getOrDefault(ConnectorSpec.CLASS, ""),
                word(connector.state()),
                connector.worker(),
                LiveConnect.cause(connector.trace()),
                Remedy.of(connector.trace()).orElse(""),
                connector.direction().name().toLowerCase(Locale.ROOT),
                progress instanceof ConnectorProgress.Behind behind ? Optional.of(lag(behind)) : Optional.empty(),
                progress instanceof ConnectorProgress.LastChange last ? Optional.of(last.at()) : Optional.empty(),
                readings.objections().getOrDefault(name, List.of()),
                tasks);
    }

    private static Lag lag(ConnectorProgress.Behind behind) {
        return new Lag(
                behind.records(),
                behind.unknown(),
                behind.time() instanceof TimeLag.AtLeast
                        ? Optional.empty()
                        : seconds(behind.time().value()),
                behind.time() instanceof TimeLag.Unknown
                        ? Optional.empty()
                        : seconds(Optional.of(behind.time().floor())));
    }

    private static Optional<Double> seconds(Optional<Duration> duration) {
        return duration.map(span -> span.toMillis() / 1000.0);
    }

    /// @param now for those that say when their last change was made
    static String text(List<Line> lines, Instant now) {
        if (lines.isEmpty()) {
            return "no connectors";
        }
        List<String> troubles = new ArrayList<>();
        for (Line line : lines) {
            trouble(line.connector(), line.trace(), line.advice(), troubles);
            line.tasks()
                    .forEach(task -> trouble(
                            "task " + task.task() + " of " + line.connector(), task.trace(), task.advice(), troubles));
        }
        List<String> all = new ArrayList<>(table(lines, now).text().lines().toList());
        all.addAll(troubles);
        lines.forEach(line -> objections(line, all));
        if (!troubles.isEmpty()) {
            all.add("once that is mended:  castellan connect restart CONNECTOR, or castellan up for what is in the"
                    + " spec");
        }
        return String.join("\n", all);
    }

    /// How far they have come is a column where one of them says so.
    private static Table table(List<Line> lines, Instant now) {
        boolean isTold = lines.stream()
                .anyMatch(line -> line.lag().isPresent() || line.lastChange().isPresent());
        Table table = isTold
                ? Table.of("CONNECTOR", "STATE", "WORKER", "TASKS", "HOW FAR", "CLASS")
                : Table.of("CONNECTOR", "STATE", "WORKER", "TASKS", "CLASS");
        for (Line line : lines) {
            long running = line.tasks().stream()
                    .filter(task -> task.state().equals("running"))
                    .count();
            List<String> cells = new ArrayList<>(List.of(
                    line.connector(),
                    line.state(),
                    line.worker().isEmpty() ? "-" : line.worker(),
                    running + " of " + line.tasks().size()));
            if (isTold) {
                cells.add(far(line, now));
            }
            cells.add(line.type());
            table.row(cells.toArray());
        }
        return table;
    }

    private static void trouble(String who, String trace, String advice, List<String> troubles) {
        if (!trace.isEmpty()) {
            troubles.add("  ! " + who + " failed: " + trace);
            if (!advice.isEmpty()) {
                troubles.add("      " + advice);
            }
        }
    }

    private static void objections(Line line, List<String> all) {
        for (Complaint objection : line.objections()) {
            all.add("  ! " + line.connector() + " is called running, and could not begin now; its plugin says of "
                    + objection.property() + ": " + objection.what());
            if (!objection.advice().isEmpty()) {
                all.add("      " + objection.advice());
            }
        }
        if (!line.objections().isEmpty()) {
            String name = line.connector();
            all.add("      mended where it points to, it goes on by itself; mended in a file that its config refers to,"
                    + " after castellan connect stop " + name + " and castellan connect resume " + name);
        }
    }

    private static String far(Line line, Instant now) {
        if (line.lastChange().isPresent()) {
            return "a change " + Spans.words(Duration.between(line.lastChange().get(), now)) + " ago";
        }
        if (line.lag().isEmpty()) {
            return "-";
        }
        Lag lag = line.lag().get();
        if (lag.records() == 0) {
            return lag.unknownPartitions() == 0 ? "has read all" : "not known of all";
        }
        String time = lag.seconds()
                .map(seconds -> ", " + words(seconds))
                .or(() -> lag.atLeast().map(seconds -> ", at least " + words(seconds)))
                .orElse("");
        return lag.records() + (lag.records() == 1 ? " record" : " records") + " behind" + time;
    }

    private static String words(double seconds) {
        return Spans.words(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static String word(LiveConnect.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
