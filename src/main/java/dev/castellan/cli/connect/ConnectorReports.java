package dev.castellan.cli.connect;

import dev.castellan.observe.LiveConnect;
import dev.castellan.spec.ConnectorSpec;
import dev.castellan.view.Report;
import dev.castellan.view.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What the verbs about connectors say, in both forms.
final class ConnectorReports {
    private ConnectorReports() {}

    /// @param trace what is at the bottom of its trace; empty where it did not
    record Line(
            String connector,
            String type,
            String state,
            String worker,
            String trace,
            String direction,
            List<Task> tasks) {}

    record Task(int task, String state, String worker, String trace) {}

    record Connectors(List<Line> connectors) {}

    /// @param partition of what it reads, as its plugin divides it
    /// @param offset how far it has come there
    record Offset(String partition, String offset) {}

    record Offsets(String connector, List<Offset> offsets) {}

    /// @param body what a worker says of them
    static Report offsets(String connector, JsonNode body) {
        List<Offset> offsets = new ArrayList<>();
        body.path("offsets")
                .forEach(one -> offsets.add(new Offset(
                        one.path("partition").toString(), one.path("offset").toString())));
        Table table = Table.of("PARTITION", "OFFSET");
        offsets.forEach(offset -> table.row(offset.partition(), offset.offset()));
        return new Report(
                "ConnectorOffsets",
                new Offsets(connector, offsets),
                offsets.isEmpty() ? connector + " has noted no offsets yet" : table.text());
    }

    static boolean hasFailed(LiveConnect.Awake awake) {
        return awake.connectors().values().stream()
                .flatMap(connector -> Stream.concat(
                        Stream.of(connector.state()),
                        connector.tasks().values().stream().map(LiveConnect.Task::state)))
                .anyMatch(LiveConnect.State.FAILED::equals);
    }

    static Report status(LiveConnect.Awake awake) {
        List<Line> lines = new ArrayList<>();
        awake.connectors().forEach((name, connector) -> lines.add(line(name, connector)));
        return new Report("Connectors", new Connectors(lines), text(lines));
    }

    private static Line line(String name, LiveConnect.Connector connector) {
        List<Task> tasks = new ArrayList<>();
        connector
                .tasks()
                .forEach((id, task) ->
                        tasks.add(new Task(id, word(task.state()), task.worker(), LiveConnect.cause(task.trace()))));
        return new Line(
                name,
                connector.config().getOrDefault(ConnectorSpec.CLASS, ""),
                word(connector.state()),
                connector.worker(),
                LiveConnect.cause(connector.trace()),
                connector.direction().name().toLowerCase(Locale.ROOT),
                tasks);
    }

    private static String text(List<Line> lines) {
        if (lines.isEmpty()) {
            return "no connectors";
        }
        Table table = Table.of("CONNECTOR", "STATE", "WORKER", "TASKS", "CLASS");
        List<String> troubles = new ArrayList<>();
        for (Line line : lines) {
            long running = line.tasks().stream()
                    .filter(task -> task.state().equals("running"))
                    .count();
            table.row(
                    line.connector(),
                    line.state(),
                    line.worker().isEmpty() ? "-" : line.worker(),
                    running + " of " + line.tasks().size(),
                    line.type());
            if (!line.trace().isEmpty()) {
                troubles.add("  ! " + line.connector() + " failed: " + line.trace());
            }
            line.tasks().stream()
                    .filter(task -> !task.trace().isEmpty())
                    .forEach(task -> troubles.add(
                            "  ! task " + task.task() + " of " + line.connector() + " failed: " + task.trace()));
        }
        List<String> all = new ArrayList<>(table.text().lines().toList());
        all.addAll(troubles);
        if (!troubles.isEmpty()) {
            all.add("once that is mended:  castellan connect restart CONNECTOR");
        }
        return String.join("\n", all);
    }

    private static String word(LiveConnect.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
