package dev.castellan.plan;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.MirrorAccess;
import dev.castellan.observe.Live;
import dev.castellan.observe.LiveConnect;
import dev.castellan.plan.Step.Change;
import dev.castellan.plan.Step.CreateConnector;
import dev.castellan.plan.Step.DeleteConnector;
import dev.castellan.plan.Step.InstallWorker;
import dev.castellan.plan.Step.RemoveWorker;
import dev.castellan.plan.Step.RestartWorker;
import dev.castellan.plan.Step.SetConnectorConfig;
import dev.castellan.plan.Step.SetConnectorState;
import dev.castellan.plan.Step.StartWorkers;
import dev.castellan.plan.Step.StopWorkers;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.ConnectSpec;
import dev.castellan.spec.ConnectorSpec;
import dev.castellan.spec.MirrorConnectors;
import dev.castellan.spec.Security;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.WorkerFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Compares the workers of Kafka Connect and the connectors that the spec wants with those there are.
///
/// Workers come after everything that is done to brokers and topics: they need both, and no broker needs them.
final class ConnectChanges {
    private final Question question;
    private final ConnectSpec wanted;
    private final String bootstrap;
    private final SortedMap<Integer, WorkerFacts> have;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /// @param endpoints where the nodes listen, or will
    /// @param formatted whether there was a cluster before this plan
    ConnectChanges(Question question, SortedMap<Integer, Endpoint> endpoints, boolean formatted) {
        this.question = question;
        this.wanted = question.wanted().connect();
        this.have = new TreeMap<>(question.have().facts().workers());
        this.bootstrap = question.wanted().brokers().stream()
                .filter(node -> endpoints.containsKey(node.id()))
                .map(node -> door(question.wanted().security(), Objects.requireNonNull(endpoints.get(node.id()))))
                .collect(Collectors.joining(","));
        boolean topicsAreKnown = question.have().live() instanceof Live.Awake || !formatted;
        if (question.have().live() instanceof Live.Silent && !(wanted.isNone() && have.isEmpty())) {
            notes.add("workers of Connect are looked at once the cluster answers");
        } else if (!topicsAreKnown && have.isEmpty() && !wanted.isNone()) {
            notes.add("workers of Connect are made once the cluster runs");
        } else if (isBeingLocked() && !(wanted.isNone() && have.isEmpty())) {
            notes.add("workers of Connect follow once the cluster has an authorizer: they come with a certificate then,"
                    + " and ACLs let them in");
        } else {
            workers(endpoints);
            connectors();
        }
    }

    /// Without an authorizer there are no ACLs, and once there is one nobody comes in with a certificate without them.
    private boolean isBeingLocked() {
        return question.wanted().security() != Security.none
                && question.have().live() instanceof Live.Awake awake
                && awake.access().acls().isEmpty();
    }

    /// By which workers come in: that of nodes, where they need a certificate.
    private static String door(Security security, Endpoint endpoint) {
        return security == Security.none ? endpoint.client() : endpoint.node().orElseGet(endpoint::client);
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    private void workers(SortedMap<Integer, Endpoint> endpoints) {
        SortedMap<Integer, Integer> ports = WorkerPorts.of(question, endpoints);
        SortedSet<Integer> starting = new TreeSet<>();
        SortedSet<Integer> silent = new TreeSet<>();
        List<Step> restarts = new ArrayList<>();
        moved();
        install();
        for (WorkerSpec worker : sorted()) {
            SortedMap<String, String> files = question.files()
                    .files(question.wanted(), worker, bootstrap, Objects.requireNonNull(ports.get(worker.id())));
            WorkerFiles compared = new WorkerFiles(have.get(worker.id()), files);
            compared.write(
                            worker.id(),
                            "differs from " + question.wanted().file().orElse("the defaults"))
                    .ifPresent(steps::add);
            List<String> outdated = compared.outdated(question.files()::isReadAtStart);
            if (!isRunning(worker.id())) {
                starting.add(worker.id());
            } else if (!outdated.isEmpty()) {
                restarts.add(new RestartWorker(worker.id(), "runs with another " + String.join(", ", outdated)));
            } else if (question.have().connect() instanceof LiveConnect.Silent) {
                silent.add(worker.id());
            }
        }
        if (!starting.isEmpty()) {
            steps.add(new StartWorkers(starting, have.isEmpty() ? "new" : "not running"));
        }
        if (!silent.isEmpty()) {
            steps.add(new StartWorkers(silent, "running, and does not answer yet"));
        }
        steps.addAll(restarts);
        surplus();
    }

    /// Those that live elsewhere than they should: they go there, and come here as if they were new.
    private void moved() {
        for (WorkerSpec worker : sorted()) {
            WorkerFacts installed = have.get(worker.id());
            String host = question.files().host(question.wanted(), worker);
            if (installed != null && !installed.host().equals(host)) {
                String why = "lives on " + installed.host() + ", and is wanted on " + host;
                if (installed.running().isPresent()) {
                    steps.add(new StopWorkers(new TreeSet<>(Set.of(worker.id())), why));
                }
                steps.add(new RemoveWorker(worker.id(), why));
                have.remove(worker.id());
            }
        }
    }

    /// On each machine without a node once: the first of its workers brings it for all of them.
    private void install() {
        Set<String> machines = new HashSet<>();
        for (WorkerSpec worker : sorted()) {
            String host = question.files().host(question.wanted(), worker);
            if (machines.add(host)) {
                question.files()
                        .missing(question.wanted(), worker)
                        .ifPresent(software -> steps.add(new InstallWorker(
                                worker.id(), software, have.containsKey(worker.id()) ? "not whole any more" : host)));
            }
        }
    }

    private List<WorkerSpec> sorted() {
        return wanted.workers().stream()
                .sorted(Comparator.comparingInt(WorkerSpec::id))
                .toList();
    }

    /// Those that the spec names no more; the others have their connectors by then.
    private void surplus() {
        Set<Integer> ids = wanted.workers().stream().map(WorkerSpec::id).collect(Collectors.toSet());
        SortedSet<Integer> surplus = new TreeSet<>(have.keySet());
        surplus.removeAll(ids);
        SortedSet<Integer> running =
                surplus.stream().filter(this::isRunning).collect(Collectors.toCollection(TreeSet::new));
        String why = "not in " + question.wanted().file().orElse("the spec");
        if (!running.isEmpty()) {
            steps.add(new StopWorkers(running, why));
        }
        surplus.forEach(worker -> steps.add(new RemoveWorker(worker, why)));
        forsaken();
    }

    /// Machines that are out of reach, on which the spec wants nothing any more.
    private void forsaken() {
        Set<String> hosts = sorted().stream()
                .map(worker -> question.files().host(question.wanted(), worker))
                .collect(Collectors.toSet());
        question.have().facts().apart().unreachable().forEach((host, why) -> {
            if (!hosts.contains(host)) {
                notes.add("a worker may be left on " + host + ", which cannot be looked at: " + why
                        + ". It goes with the next apply that reaches it; of a machine that is gone for good, take the"
                        + " line out of worker-hosts in /var/lib/castellan/"
                        + question.wanted().name() + " of the nodes' machines");
            }
        });
    }

    private boolean isRunning(int worker) {
        WorkerFacts installed = have.get(worker);
        return installed != null && installed.running().isPresent();
    }

    private void connectors() {
        if (wanted.isNone()) {
            return;
        }
        switch (question.have().connect()) {
            case LiveConnect.Awake awake -> compare(awake);
            case LiveConnect.Silent silent ->
                notes.add("connectors could not be compared, workers do not answer: " + silent.why());
            case LiveConnect.Asleep ignored -> {
                if (have.isEmpty()) {
                    compare(LiveConnect.Awake.EMPTY);
                } else {
                    notes.add("connectors are compared once workers answer");
                }
            }
        }
    }

    private void compare(LiveConnect.Awake awake) {
        List<ConnectorSpec> connectors = new ArrayList<>(wanted.connectors());
        connectors.addAll(MirrorConnectors.of(
                question.wanted(), bootstrap, mirror -> MirrorAccess.of(question.wanted(), mirror)));
        strangers(awake, connectors);
        connectors.stream().sorted(Comparator.comparing(ConnectorSpec::name)).forEach(connector -> {
            LiveConnect.Connector there = awake.connectors().get(connector.name());
            String why = connector.location().brief();
            if (there == null) {
                steps.add(new CreateConnector(
                        connector.name(), new TreeMap<>(connector.config()), connector.state(), why));
            } else {
                compare(connector, there, why);
            }
        });
    }

    /// Those that the spec does not name go first: one that has only another name now needs what they hold, the
    /// replication slot of a database or the names of topics.
    private void strangers(LiveConnect.Awake awake, List<ConnectorSpec> connectors) {
        SortedMap<String, LiveConnect.Connector> strangers = new TreeMap<>(awake.connectors());
        connectors.forEach(connector -> strangers.remove(connector.name()));
        String file = question.wanted().file().orElse("the spec");
        if (question.wanted().prune().contains(ClusterSpec.Kind.connectors)) {
            strangers.forEach((name, connector) -> {
                steps.add(new DeleteConnector(name, "not in " + file + ", and to be pruned"));
                leftBehind(name, connector).ifPresent(notes::add);
            });
        } else if (!strangers.isEmpty()) {
            notes.add("connectors that are not in " + file + ", left alone: " + String.join(", ", strangers.keySet()));
        }
    }

    /// A slot that nobody reads from keeps WAL until the disk of the database is full.
    private static Optional<String> leftBehind(String name, LiveConnect.Connector connector) {
        String slot = connector.config().getOrDefault("slot.name", "debezium");
        return connector.config().getOrDefault(ConnectorSpec.CLASS, "").endsWith("PostgresConnector")
                ? Optional.of(
                        "the replication slot of " + name + " stays in its database and holds back WAL there, unless"
                                + " another connector reads from it: SELECT pg_drop_replication_slot('" + slot + "');")
                : Optional.empty();
    }

    private void compare(ConnectorSpec connector, LiveConnect.Connector there, String why) {
        SortedMap<String, Change> changes = new TreeMap<>();
        SortedSet<String> names = new TreeSet<>(connector.config().keySet());
        names.addAll(there.config().keySet());
        names.forEach(name -> {
            Change change = new Change(
                    there.config().getOrDefault(name, ""), connector.config().getOrDefault(name, ""));
            if (!change.before().equals(change.after())) {
                changes.put(name, change);
            }
        });
        if (!changes.isEmpty()) {
            steps.add(new SetConnectorConfig(connector.name(), new TreeMap<>(connector.config()), changes, why));
        }
        if (there.meant() != connector.state()) {
            steps.add(new SetConnectorState(connector.name(), there.meant(), connector.state(), why));
        }
    }
}
