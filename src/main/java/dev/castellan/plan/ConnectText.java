package dev.castellan.plan;

import dev.castellan.plan.Step.Change;
import dev.castellan.plan.Step.InstallWorker;
import dev.castellan.plan.Step.OfConnect;
import dev.castellan.plan.Step.OfWorker;
import dev.castellan.plan.Step.RestartWorker;
import dev.castellan.plan.Step.WriteWorker;
import dev.castellan.spec.ConnectorSpec;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.CarriedFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// Steps about Kafka Connect as a person reads them, see [PlanText].
final class ConnectText {
    private ConnectText() {}

    static String brief(OfConnect step) {
        return switch (step) {
            case InstallWorker install -> "install " + PlanText.software(install.software());
            case WriteWorker write -> String.join(", ", write.after().keySet());
            case Step.StartWorkers ignored -> "start";
            case RestartWorker ignored -> "restart";
            case Step.StopWorkers ignored -> "stop";
            case Step.RemoveWorker ignored -> "delete with its files";
            case Step.CreateConnector create ->
                "connector " + create.connector() + ", " + create.config().getOrDefault(ConnectorSpec.CLASS, "")
                        + (create.state() == ConnectorSpec.State.running ? "" : ", " + create.state());
            case Step.SetConnectorConfig set ->
                "connector " + set.connector() + ", " + String.join(", ", changes(set.changes()));
            case Step.SetConnectorState set ->
                "connector " + set.connector() + ", " + set.before() + " -> " + set.after();
            case Step.RestartConnector restart -> "connector " + restart.connector() + ", restart what has failed";
            case Step.ResetOffsets reset -> "connector " + reset.connector() + ", forget how far it has read";
            case Step.DeleteConnector delete -> "connector " + delete.connector() + ", delete";
        };
    }

    static String where(OfConnect step) {
        return step instanceof OfWorker of
                ? of.workers().stream().map(WorkerSpec::name).collect(Collectors.joining(" "))
                : "connect";
    }

    static String sign(OfConnect step) {
        return switch (step) {
            case InstallWorker ignored -> "+";
            case WriteWorker write -> write.before().isEmpty() ? "+" : "~";
            case Step.StartWorkers ignored -> ">";
            case RestartWorker ignored -> "~";
            case Step.StopWorkers ignored -> "<";
            case Step.RemoveWorker ignored -> "-";
            case Step.CreateConnector ignored -> "+";
            case Step.SetConnectorConfig ignored -> "~";
            case Step.SetConnectorState ignored -> "~";
            case Step.RestartConnector ignored -> "~";
            case Step.ResetOffsets ignored -> "~";
            case Step.DeleteConnector ignored -> "-";
        };
    }

    static String impact(OfConnect step) {
        return switch (step) {
            case InstallWorker ignored -> "install";
            case WriteWorker write -> write.before().isEmpty() ? "new" : "file";
            case Step.StartWorkers ignored -> "start";
            case RestartWorker ignored -> "restart";
            case Step.StopWorkers ignored -> "stop";
            case Step.RemoveWorker ignored -> "delete";
            case Step.CreateConnector ignored -> "new";
            case Step.SetConnectorConfig ignored -> "dynamic";
            case Step.SetConnectorState ignored -> "dynamic";
            case Step.RestartConnector ignored -> "restart";
            case Step.ResetOffsets ignored -> "reset";
            case Step.DeleteConnector ignored -> "delete";
        };
    }

    static List<String> details(OfConnect step) {
        return switch (step) {
            case WriteWorker write -> {
                List<String> lines = new ArrayList<>(carried(write));
                lines.addAll(PlanText.changes(write));
                yield lines;
            }
            case RestartWorker ignored -> List.of("the next waits until every connector and task has a worker again");
            case Step.CreateConnector create -> exposed(create.config());
            case Step.SetConnectorConfig set -> exposed(set.config());
            case InstallWorker ignored -> List.of();
            case Step.StartWorkers ignored -> List.of();
            case Step.StopWorkers ignored -> List.of();
            case Step.RemoveWorker ignored -> List.of();
            case Step.SetConnectorState ignored -> List.of();
            case Step.RestartConnector ignored -> List.of();
            case Step.ResetOffsets ignored -> List.of();
            case Step.DeleteConnector ignored -> List.of();
        };
    }

    /// Which files a new worker gets, each by its path here and its path there.
    private static List<String> carried(WriteWorker write) {
        return write.before().isEmpty()
                ? write.after().getOrDefault(CarriedFiles.FILE, "").lines().toList()
                : List.of();
    }

    /// Which workers restart; empty text where none does.
    static String restarts(Plan plan) {
        long count =
                plan.steps().stream().filter(RestartWorker.class::isInstance).count();
        return count == 0
                ? ""
                : PlanText.count((int) count, "restart of a worker", "restarts of workers")
                        + (count == 1 ? "" : ", one after the other");
    }

    /// Secrets that whoever reaches the REST interface can read.
    private static List<String> exposed(SortedMap<String, String> config) {
        List<String> names = config.keySet().stream()
                .filter(name -> Concealed.hides(name, config.getOrDefault(name, "")))
                .toList();
        return names.isEmpty()
                ? List.of()
                : List.of(String.join(", ", names)
                        + ": whoever reaches a worker can read it; keep it in a file: ${file:/path/to/file:name}");
    }

    private static List<String> changes(SortedMap<String, Change> changes) {
        List<String> texts = new ArrayList<>();
        changes.forEach((name, change) ->
                texts.add(name + " " + value(name, change.before()) + " -> " + value(name, change.after())));
        return texts;
    }

    private static String value(String name, String value) {
        return value.isEmpty() ? "(none)" : Concealed.value(name, value);
    }
}
