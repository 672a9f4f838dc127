package dev.castellan.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.connect.rest.Complaint;
import dev.castellan.lag.ConnectorProgress;
import dev.castellan.lag.TimeLag;
import dev.castellan.observe.LiveConnect;
import dev.castellan.observe.LiveConnect.Connector;
import dev.castellan.observe.LiveConnect.Direction;
import dev.castellan.observe.LiveConnect.State;
import dev.castellan.observe.LiveConnect.Task;
import dev.castellan.testkit.Golden;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is said of connectors.
final class StatusReportTest {
    private static final String WORKER = "127.0.0.1:8083";
    private static final Instant NOW = Instant.parse("2026-11-30T02:00:00Z");

    @Test
    void connectors_are_shown_with_their_tasks_and_why_those_that_failed_did() {
        Task runs = new Task(State.RUNNING, WORKER, "");
        Task failed = new Task(
                State.FAILED,
                WORKER,
                "ConnectException: cannot go on\n\tat somewhere\nCaused by: PSQLException: Connection to 127.0.0.1:5432"
                        + " refused. Check that the hostname and port are correct\n\tat it");
        LiveConnect.Awake awake = new LiveConnect.Awake(new TreeMap<>(Map.of(
                "cdc",
                connector("io.debezium.PostgresConnector", State.RUNNING, "", Direction.SOURCE, Map.of(0, failed)),
                "lines",
                connector(
                        "FileStreamSource",
                        State.PAUSED,
                        "",
                        Direction.SOURCE,
                        Map.of(0, new Task(State.PAUSED, WORKER, ""))),
                "typo",
                connector("FileStreamSorce", State.FAILED, "Failed to find any class", Direction.UNKNOWN, Map.of()),
                "sink",
                connector("FileStreamSink", State.RUNNING, "", Direction.SINK, Map.of(0, runs, 1, runs)),
                "slow",
                connector("FileStreamSink", State.RUNNING, "", Direction.SINK, Map.of(0, runs)))));
        Map<String, ConnectorProgress> progress = Map.of(
                "cdc", new ConnectorProgress.LastChange(NOW.minusSeconds(12)),
                "sink", new ConnectorProgress.Behind(0, 0, new TimeLag.CaughtUp()),
                "slow",
                        new ConnectorProgress.Behind(
                                1204,
                                1,
                                new TimeLag.About(
                                        Duration.ofSeconds(35), Duration.ofSeconds(30), Duration.ofSeconds(40))));
        Map<String, List<Complaint>> objections = Map.of(
                "slow",
                List.of(new Complaint(
                        "connection.password", "password authentication failed for user \"jane\"", "put it right")));
        assertThat(StatusReport.hasFailed(awake)).isTrue();
        Golden.folder("connectors-are-shown-with-their-tasks-and-failures")
                .holds(StatusReport.of(awake, new StatusReport.Readings(progress, objections), NOW));
    }

    private static Connector connector(
            String type, State state, String trace, Direction direction, Map<Integer, Task> tasks) {
        return new Connector(
                new TreeMap<>(Map.of("connector.class", type)), state, WORKER, trace, new TreeMap<>(tasks), direction);
    }
}
