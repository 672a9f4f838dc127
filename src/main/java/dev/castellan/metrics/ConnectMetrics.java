package dev.castellan.metrics;

import dev.castellan.observe.LiveConnect;
import dev.castellan.target.WorkerFacts;
import java.util.Collection;
import java.util.Locale;

/// Workers of Kafka Connect and what runs on them, as gauges. Pure.
final class ConnectMetrics {
    private final Gauges gauges;

    ConnectMetrics(Gauges gauges) {
        this.gauges = gauges;
    }

    void tell(Collection<WorkerFacts> workers, LiveConnect connect) {
        workers.forEach(worker -> gauges.tell(
                "connect_worker_running",
                "1 when the process of a worker of Kafka Connect runs.",
                worker.running().isPresent(),
                "worker",
                worker.name()));
        if (!workers.isEmpty()) {
            gauges.tell(
                    "connect_answers",
                    "1 when a worker of Kafka Connect answers, 0 when none does.",
                    connect instanceof LiveConnect.Awake);
        }
        if (connect instanceof LiveConnect.Awake awake) {
            gauges.add("connectors", "Connectors.", awake.connectors().size());
            awake.connectors().forEach(this::connector);
        }
    }

    private void connector(String name, LiveConnect.Connector connector) {
        gauges.add(
                "connector_state",
                "1 for the state that a connector is in.",
                1,
                "connector",
                name,
                "state",
                word(connector.state()));
        gauges.add("connector_tasks", "Tasks of a connector.", connector.tasks().size(), "connector", name);
        connector
                .tasks()
                .forEach((id, task) -> gauges.add(
                        "connector_task_state",
                        "1 for the state that a task of a connector is in.",
                        1,
                        "connector",
                        name,
                        "task",
                        String.valueOf(id),
                        "state",
                        word(task.state())));
    }

    private static String word(LiveConnect.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
