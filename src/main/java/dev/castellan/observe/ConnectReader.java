package dev.castellan.observe;

import dev.castellan.connect.rest.ConnectRest;
import dev.castellan.connect.rest.Reply;
import dev.castellan.kafka.config.RestAccess;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.WorkerFacts;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Asks running workers of Kafka Connect, one after the other, until one answers.
public final class ConnectReader {
    private final Supplier<RestAccess> access;
    private final Duration bound;

    /// @param access how they are entered; asked where there are any
    /// @param bound how long each may take to answer
    public ConnectReader(Supplier<RestAccess> access, Duration bound) {
        this.access = access;
        this.bound = bound;
    }

    public LiveConnect read(Collection<WorkerFacts> workers) {
        List<WorkerFacts> running = workers.stream()
                .filter(worker -> worker.running().isPresent() && !worker.url().isEmpty())
                .toList();
        LiveConnect said = new LiveConnect.Asleep();
        for (WorkerFacts worker : running) {
            said = ask(worker);
            if (said instanceof LiveConnect.Awake) {
                return said;
            }
        }
        return said;
    }

    private LiveConnect ask(WorkerFacts worker) {
        try (ConnectRest rest = new ConnectRest(worker.url(), access.get(), bound)) {
            Reply reply = rest.connectors();
            // One that has just been started knows of no connectors, and says so, until it has read what others wrote.
            // It tells of its health once it has, so what it said before that does not count.
            if (reply.isDone() && reply.body().isEmpty()) {
                if (!rest.health().isDone()) {
                    return new LiveConnect.Silent(worker.name() + " has not read yet what there is");
                }
                reply = rest.connectors();
            }
            return reply.isDone()
                    ? new LiveConnect.Awake(parse(reply.body()))
                    : new LiveConnect.Silent(worker.name() + ": " + reply.complaint());
        } catch (WorldRefused e) {
            return new LiveConnect.Silent(
                    worker.name() + " " + e.problems().getFirst().what());
        }
    }

    /// What `GET /connectors?expand=info&expand=status` says.
    static SortedMap<String, LiveConnect.Connector> parse(JsonNode all) {
        SortedMap<String, LiveConnect.Connector> connectors = new TreeMap<>();
        all.properties().forEach(entry -> connectors.put(entry.getKey(), connector(entry.getValue())));
        return connectors;
    }

    private static LiveConnect.Connector connector(JsonNode node) {
        SortedMap<String, String> config = new TreeMap<>();
        node.path("info").path("config").properties().forEach(entry -> {
            if (!entry.getKey().equals("name") && !entry.getValue().isNull()) {
                config.put(entry.getKey(), entry.getValue().asString(""));
            }
        });
        JsonNode status = node.path("status");
        SortedMap<Integer, LiveConnect.Task> tasks = new TreeMap<>();
        status.path("tasks")
                .forEach(task -> tasks.put(
                        task.path("id").asInt(0),
                        new LiveConnect.Task(state(task), text(task, "worker_id"), text(task, "trace"))));
        JsonNode itself = status.path("connector");
        return new LiveConnect.Connector(
                config, state(itself), text(itself, "worker_id"), text(itself, "trace"), tasks, direction(node));
    }

    /// One that is just made has no status yet.
    private static LiveConnect.State state(JsonNode node) {
        String word = text(node, "state");
        return Stream.of(LiveConnect.State.values())
                .filter(state -> state.name().equals(word))
                .findFirst()
                .orElse(LiveConnect.State.UNASSIGNED);
    }

    private static LiveConnect.Direction direction(JsonNode node) {
        return switch (node.path("info").path("type").asString("")) {
            case "source" -> LiveConnect.Direction.SOURCE;
            case "sink" -> LiveConnect.Direction.SINK;
            default -> LiveConnect.Direction.UNKNOWN;
        };
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
