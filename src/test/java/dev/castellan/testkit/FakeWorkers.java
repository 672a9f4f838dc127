package dev.castellan.testkit;

import dev.castellan.observe.LiveConnect;
import dev.castellan.plan.Step;
import dev.castellan.spec.ConnectSpec;
import dev.castellan.spec.ConnectorSpec;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.WorkerFacts;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The workers of Kafka Connect of a [FakeWorld], and the connectors that they remember.
public final class FakeWorkers {
    private final SortedMap<Integer, SortedMap<String, String>> files = new TreeMap<>();
    private final SortedMap<Integer, Map<String, String>> started = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, String>> configs = new TreeMap<>();
    private final Map<String, ConnectorSpec.State> states = new HashMap<>();

    private final Map<String, String> traces = new HashMap<>();
    private boolean answers = true;

    void putAll(FakeWorkers other) {
        other.files.forEach((id, texts) -> files.put(id, new TreeMap<>(texts)));
        started.putAll(other.started);
        other.configs.forEach((name, config) -> configs.put(name, new TreeMap<>(config)));
        states.putAll(other.states);
        traces.putAll(other.traces);
        answers = other.answers;
    }

    SortedMap<Integer, WorkerFacts> facts() {
        SortedMap<Integer, WorkerFacts> facts = new TreeMap<>();
        files.forEach((id, texts) -> facts.put(
                id,
                new WorkerFacts(
                        id,
                        "",
                        texts,
                        Optional.ofNullable(started.get(id))
                                .map(with -> new NodeFacts.Running(2000L + id, Optional.of(Instant.EPOCH), with)))));
        return facts;
    }

    public LiveConnect live() {
        if (started.isEmpty()) {
            return new LiveConnect.Asleep();
        }
        if (!answers) {
            return new LiveConnect.Silent("no answer within 5 s");
        }
        SortedMap<String, LiveConnect.Connector> connectors = new TreeMap<>();
        configs.forEach((name, config) -> connectors.put(name, connector(name, config)));
        return new LiveConnect.Awake(connectors);
    }

    private LiveConnect.Connector connector(String name, SortedMap<String, String> config) {
        LiveConnect.State state = switch (states.getOrDefault(name, ConnectorSpec.State.running)) {
            case running -> LiveConnect.State.RUNNING;
            case paused -> LiveConnect.State.PAUSED;
            case stopped -> LiveConnect.State.STOPPED;
        };
        String trace = traces.getOrDefault(name, "");
        LiveConnect.State ofTask = trace.isEmpty() ? state : LiveConnect.State.FAILED;
        return new LiveConnect.Connector(
                config,
                state,
                "127.0.0.1:8083",
                "",
                new TreeMap<>(Map.of(0, new LiveConnect.Task(ofTask, "127.0.0.1:8083", trace))),
                LiveConnect.Direction.SOURCE);
    }

    /// @param topics those that a cluster shows which answers
    void execute(Step.OfConnect step, Set<String> topics) {
        switch (step) {
            case Step.InstallWorker ignored -> FakeWorld.check(false, "nothing is ever missing on this machine");
            case Step.WriteWorker write ->
                files.computeIfAbsent(write.worker(), id -> new TreeMap<>()).putAll(write.after());
            case Step.StartWorkers start -> {
                FakeWorld.check(topics.contains(ConnectSpec.CONFIGS), "workers find a cluster, and their topics made");
                start.workers().forEach(this::start);
                answers = true;
            }
            case Step.RestartWorker restart -> {
                FakeWorld.check(started.containsKey(restart.worker()), "a restart is for a worker that runs");
                start(restart.worker());
            }
            case Step.StopWorkers stop -> started.keySet().removeAll(stop.workers());
            case Step.RemoveWorker remove -> {
                FakeWorld.check(!started.containsKey(remove.worker()), "a worker that runs is not removed");
                files.remove(remove.worker());
            }
            case Step.CreateConnector create -> {
                configs.put(create.connector(), new TreeMap<>(create.config()));
                states.put(create.connector(), create.state());
                run();
            }
            case Step.SetConnectorConfig set -> {
                configs.put(set.connector(), new TreeMap<>(set.config()));
                run();
            }
            case Step.SetConnectorState set -> {
                states.put(set.connector(), set.after());
                run();
            }
            case Step.RestartConnector ignored -> run();
            case Step.ResetOffsets ignored -> run();
            case Step.DeleteConnector delete -> {
                configs.remove(delete.connector());
                states.remove(delete.connector());
            }
        }
    }

    private void run() {
        FakeWorld.check(!started.isEmpty(), "connectors are changed through a worker that runs");
    }

    private void start(int worker) {
        FakeWorld.check(files.containsKey(worker), "a worker is started after its files are written");
        started.put(worker, Map.copyOf(files.getOrDefault(worker, new TreeMap<>())));
    }

    /// Somebody stops a worker.
    public void stop(int worker) {
        started.remove(worker);
    }

    /// Workers run, and do not answer until somebody has waited for them.
    public void fallSilent() {
        answers = false;
    }

    /// Somebody changes a connector through the REST interface.
    public void configure(String connector, String name, String value) {
        configs.computeIfAbsent(connector, fresh -> new TreeMap<>()).put(name, value);
    }

    /// Somebody pauses, stops or resumes one.
    public void turn(String connector, ConnectorSpec.State state) {
        states.put(connector, state);
    }

    /// The task of a connector fails.
    public void fail(String connector, String trace) {
        traces.put(connector, trace);
    }

    Object state() {
        return List.of(files, started, configs, states);
    }
}
