package dev.castellan.cli.connect;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.connect.rest.Complaint;
import dev.castellan.connect.rest.ConnectRest;
import dev.castellan.connect.rest.Reply;
import dev.castellan.connect.rest.Verdict;
import dev.castellan.observe.LiveConnect;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ConnectorSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Asks the plugins of connectors that run whether they could begin today, with the config that they run with.
///
/// Connect calls a connector running whose plugin tries its database again without an end. Plugins that try it while
/// they look at a config, as Debezium's sources do, say what they meet there. From one that says nothing, nothing
/// follows.
final class Objections {
    private static final Duration BOUND = Duration.ofSeconds(6);

    private Objections() {}

    /// By connector; those that object to nothing, or do not say so in time, are left out.
    static SortedMap<String, List<Complaint>> read(LiveConnect.Awake awake, Keeping keeping) {
        Map<String, List<Complaint>> all = new ConcurrentHashMap<>();
        try (ConnectRest rest = ConnectorVerb.rest(keeping, BOUND);
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            awake.connectors().forEach((name, connector) -> {
                if (isCalledRunning(connector)) {
                    executor.execute(() -> {
                        List<Complaint> complaints = ask(rest, name, connector.config());
                        if (!complaints.isEmpty()) {
                            all.put(name, complaints);
                        }
                    });
                }
            });
        }
        return new TreeMap<>(all);
    }

    /// Others say themselves why they do not run.
    private static boolean isCalledRunning(LiveConnect.Connector connector) {
        return connector.state() == LiveConnect.State.RUNNING
                && connector.tasks().values().stream().noneMatch(task -> task.state() == LiveConnect.State.FAILED);
    }

    private static List<Complaint> ask(ConnectRest rest, String name, SortedMap<String, String> config) {
        SortedMap<String, String> named = new TreeMap<>(config);
        named.put("name", name);
        try {
            Reply reply = rest.validate(config.getOrDefault(ConnectorSpec.CLASS, ""), named);
            return reply.isDone() ? Complaint.of(Verdict.of(reply.body(), config), config) : List.of();
        } catch (WorldRefused e) {
            return List.of(); // a worker that takes its time: the rest is told all the same
        }
    }
}
