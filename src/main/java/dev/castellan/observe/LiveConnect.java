package dev.castellan.observe;

import dev.castellan.spec.ConnectorSpec;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the running workers of Kafka Connect say of themselves.
public sealed interface LiveConnect {
    /// How a trace begins each cause.
    String CAUSED = "Caused by: ";

    /// No worker runs, so nobody was asked.
    record Asleep() implements LiveConnect {}

    /// Workers run, but none of them answered.
    record Silent(String why) implements LiveConnect {}

    /// At least one worker answered; each of them knows all connectors.
    record Awake(SortedMap<String, Connector> connectors) implements LiveConnect {
        /// Workers that have just been made.
        public static final Awake EMPTY = new Awake(new TreeMap<>());

        public Awake {
            connectors = Collections.unmodifiableSortedMap(new TreeMap<>(connectors));
        }
    }

    /// @param config what it is given, without its name
    /// @param worker `host:port` of the worker that runs it; empty text where none does
    /// @param trace what it failed with; empty text where it did not
    record Connector(
            SortedMap<String, String> config,
            State state,
            String worker,
            String trace,
            SortedMap<Integer, Task> tasks,
            Direction direction) {
        public Connector {
            config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
            tasks = Collections.unmodifiableSortedMap(new TreeMap<>(tasks));
        }

        /// What it is meant to do, whatever keeps it from that.
        public ConnectorSpec.State meant() {
            return switch (state) {
                case PAUSED -> ConnectorSpec.State.paused;
                case STOPPED -> ConnectorSpec.State.stopped;
                case RUNNING, FAILED, UNASSIGNED, RESTARTING -> ConnectorSpec.State.running;
            };
        }
    }

    record Task(State state, String worker, String trace) {}

    /// Which way records go.
    enum Direction {
        SOURCE,
        SINK,
        /// Its class cannot be loaded.
        UNKNOWN
    }

    /// By Connect's names.
    enum State {
        RUNNING,
        PAUSED,
        STOPPED,
        FAILED,
        /// Between two workers.
        UNASSIGNED,
        RESTARTING
    }

    /// What is at the bottom of a trace: the cause that stands deepest, else its first line; empty text for none.
    static String cause(String trace) {
        return trace.lines()
                .filter(line -> line.startsWith(CAUSED))
                .reduce((above, below) -> below)
                .map(line -> line.substring(CAUSED.length()))
                .orElseGet(() -> trace.lines().findFirst().orElse(""));
    }
}
