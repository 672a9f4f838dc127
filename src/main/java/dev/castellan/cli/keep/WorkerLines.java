package dev.castellan.cli.keep;

import dev.castellan.observe.LiveConnect;
import dev.castellan.observe.Snapshot;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.WorkerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Workers of Kafka Connect on the screen about a cluster: a pure function of a snapshot.
final class WorkerLines {
    private WorkerLines() {}

    static List<Status.WorkerLine> of(Snapshot snapshot, Instant now) {
        return snapshot.facts().workers().values().stream()
                .map(worker -> line(worker, snapshot.connect(), now))
                .toList();
    }

    private static Status.WorkerLine line(WorkerFacts worker, LiveConnect connect, Instant now) {
        boolean runs = worker.running().isPresent();
        LiveConnect.Awake awake = connect instanceof LiveConnect.Awake live ? live : null;
        String id = worker.url().replaceFirst("^https?://", "");
        return new Status.WorkerLine(
                worker.name(),
                worker.kafkaVersion().orElse(null),
                runs ? "running" : "stopped",
                worker.running().map(NodeFacts.Running::pid).orElse(null),
                worker.running()
                        .flatMap(NodeFacts.Running::since)
                        .map(since -> Duration.between(since, now).toSeconds())
                        .orElse(null),
                runs ? worker.url() : null,
                awake == null
                        ? null
                        : (int) awake.connectors().values().stream()
                                .filter(connector -> connector.worker().equals(id))
                                .count(),
                awake == null
                        ? null
                        : (int) awake.connectors().values().stream()
                                .flatMap(connector -> connector.tasks().values().stream())
                                .filter(task -> task.worker().equals(id))
                                .count());
    }

    /// What is wrong with workers and connectors, each with what to do.
    static List<String> concerns(Snapshot snapshot) {
        List<String> concerns = new ArrayList<>();
        if (snapshot.facts().nodes().values().stream()
                .noneMatch(node -> node.running().isPresent())) {
            return concerns; // that nothing runs is said already
        }
        snapshot.facts().workers().values().stream()
                .filter(worker -> worker.running().isEmpty())
                .forEach(worker -> concerns.add(worker.name() + " is stopped: castellan up starts it"));
        switch (snapshot.connect()) {
            case LiveConnect.Asleep ignored -> {}
            case LiveConnect.Silent silent -> concerns.add("workers of Connect run and do not answer: " + silent.why());
            case LiveConnect.Awake awake ->
                awake.connectors()
                        .forEach((name, connector) -> failures(name, connector).forEach(concerns::add));
        }
        return concerns;
    }

    private static Stream<String> failures(String name, LiveConnect.Connector connector) {
        Stream<String> itself = connector.state() == LiveConnect.State.FAILED
                ? Stream.of("connector " + name + " failed: " + first(connector.trace()))
                : Stream.of();
        return Stream.concat(
                        itself,
                        connector.tasks().entrySet().stream()
                                .filter(task -> task.getValue().state() == LiveConnect.State.FAILED)
                                .map(task -> "task " + task.getKey() + " of connector " + name + " failed: "
                                        + first(task.getValue().trace())))
                .map(text -> text + "; once that is mended: castellan connect restart " + name);
    }

    private static String first(String trace) {
        return trace.isBlank() ? "it does not say why" : LiveConnect.cause(trace);
    }
}
