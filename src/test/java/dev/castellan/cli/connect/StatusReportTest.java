package dev.castellan.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.observe.LiveConnect;
import dev.castellan.observe.LiveConnect.Connector;
import dev.castellan.observe.LiveConnect.Direction;
import dev.castellan.observe.LiveConnect.State;
import dev.castellan.observe.LiveConnect.Task;
import dev.castellan.testkit.Golden;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is said of connectors.
final class ConnectorReportsTest {
    private static final String WORKER = "127.0.0.1:8083";

    @Test
    void connectors_are_shown_with_their_tasks_and_why_those_that_failed_did() {
        Task runs = new Task(State.RUNNING, WORKER, "");
        Task failed = new Task(
                State.FAILED,
                WORKER,
                "ConnectException: cannot go on\n\tat somewhere\nCaused by: PSQLException: the database is down\n\tat it");
        LiveConnect.Awake awake = new LiveConnect.Awake(new TreeMap<>(Map.of(
                "cdc", connector("io.debezium.PostgresConnector", State.RUNNING, "", Map.of(0, failed)),
                "lines", connector("FileStreamSource", State.PAUSED, "", Map.of(0, new Task(State.PAUSED, WORKER, ""))),
                "typo", connector("FileStreamSorce", State.FAILED, "Failed to find any class", Map.of()),
                "sink", connector("FileStreamSink", State.RUNNING, "", Map.of(0, runs, 1, runs)))));
        assertThat(ConnectorReports.hasFailed(awake)).isTrue();
        Golden.folder("connectors-are-shown-with-their-tasks-and-failures").holds(ConnectorReports.status(awake));
    }

    private static Connector connector(String type, State state, String trace, Map<Integer, Task> tasks) {
        return new Connector(
                new TreeMap<>(Map.of("connector.class", type)),
                state,
                WORKER,
                trace,
                new TreeMap<>(tasks),
                Direction.SOURCE);
    }
}
