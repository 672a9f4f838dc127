package dev.castellan.plan;

import dev.castellan.doctor.Finding;
import dev.castellan.doctor.Preflight;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.observe.Live;
import dev.castellan.plan.Question.Risk;
import dev.castellan.problem.Problem;
import dev.castellan.spec.AgentPort;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.MonitoringSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.HostFacts;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.PrometheusFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is in the way of the spec and has to be mended in the world: ports that others have, storage that is gone.
final class Obstacles {
    private final Question question;
    private final List<Problem> problems = new ArrayList<>();

    private Obstacles(Question question) {
        this.question = question;
    }

    static List<Problem> of(Question question) {
        return Problem.errorsIn(
                findings(question).stream().map(Finding::problem).toList());
    }

    /// The obstacles, and what does not stand in the way and is worth knowing all the same.
    static List<Finding> findings(Question question) {
        Obstacles obstacles = new Obstacles(question);
        obstacles.unreachable();
        obstacles.distrusted();
        List<Finding> machines = Preflight.of(question.wanted(), question.have().facts(), question.files());
        obstacles.takenPorts();
        obstacles.problems.addAll(WorkerObstacles.of(question));
        obstacles.prometheus();
        obstacles.lostStorage();
        return Stream.concat(obstacles.problems.stream().map(Finding::of), machines.stream())
                .toList();
    }

    /// What cannot be looked at cannot be planned for.
    private void unreachable() {
        SortedMap<Integer, String> unreachable =
                new TreeMap<>(question.have().facts().unreachable());
        // Of one that is to leave the cluster itself says whether it can do without.
        unreachable.keySet().removeIf(id -> question.wanted().node(id).isEmpty());
        unreachable.forEach((id, why) -> problems.add(Problem.error(
                question.wanted()
                        .node(id)
                        .flatMap(NodeSpec::host)
                        .map(host -> "kafka-" + id + " (" + host + ")")
                        .orElse("kafka-" + id),
                why,
                "")));
    }

    /// Waiting for nodes that trust nobody any more would be in vain.
    private void distrusted() {
        if (question.have().live() instanceof Live.Silent) {
            problems.addAll(question.files()
                    .distrusted(question.have().facts().nodes().values().stream()
                            .filter(node -> node.running().isPresent())
                            .toList()));
        }
    }

    private void takenPorts() {
        Map<String, Set<Integer>> ours = new HashMap<>();
        question.have().endpoints().forEach((id, endpoint) -> {
            if (isRunning(id)) {
                Set<Integer> there = ours.computeIfAbsent(machine(id), machine -> new HashSet<>());
                there.addAll(endpoint.ports());
            }
        });
        SortedMap<Integer, Endpoint> endpoints = Ports.of(question);
        for (NodeSpec node : question.wanted().nodes()) {
            Endpoint endpoint = endpoints.get(node.id());
            Set<Integer> own = ours.getOrDefault(machine(node.id()), Set.of());
            if (endpoint != null) {
                takenPort(node, "port", endpoint.clientPort(), own);
                takenPort(node, "node-port", endpoint.nodePort(), own);
                takenPort(node, "controller-port", endpoint.controllerPort(), own);
            }
            takenByAnother(node);
        }
    }

    private void takenPort(NodeSpec node, String field, OptionalInt port, Set<Integer> own) {
        Optional<String> holder =
                port.isEmpty() || own.contains(port.getAsInt()) ? Optional.empty() : holder(node.id(), port.getAsInt());
        holder.ifPresent(other -> problems.add(Problem.error(
                Refusals.place(node.location(), node.name()),
                "port " + port.getAsInt() + " of " + node.name() + " is taken by " + other,
                "stop that, or give the node another " + field + " in cluster.yaml")));
    }

    /// A JVM whose agent cannot listen does not start.
    private void takenByAnother(NodeSpec node) {
        AgentPort.of(question.wanted(), node)
                .ifPresent(port -> holder(node.id(), port)
                        .ifPresent(other -> problems.add(Problem.error(
                                Refusals.place(node.location(), node.name()),
                                "port " + port + " of " + node.name() + ", for its Prometheus agent, is taken by "
                                        + other,
                                otherAgentPort(question.wanted())))));
    }

    static String otherAgentPort(ClusterSpec wanted) {
        return "stop that, or give agents another port: metrics: {" + wanted.metrics() + ": "
                + (wanted.agentPort() + 100) + "}";
    }

    /// A Prometheus that is there already, or whatever has its ports, is left alone.
    private void prometheus() {
        MonitoringSpec wanted = question.wanted().monitoring();
        MonitoringSpec.place(question.wanted()).ifPresent(place -> {
            takenByAnother(place, "Prometheus", "port", wanted.port());
            takenByAnother(place, "Alertmanager", "alertmanager-port", wanted.alertmanagerPort());
            HostFacts host = question.have().facts().hosts().get(place.id());
            PrometheusFacts facts =
                    question.have().facts().prometheus().get(place.host().orElse(""));
            if (host != null
                    && facts != null
                    && !facts.programs().containsAll(PrometheusFacts.PROGRAMS)
                    && !host.installer().equals(Optional.of("apt-get"))) {
                problems.add(Problem.error(
                        ofMonitoring(),
                        "Prometheus cannot be installed on " + host.address() + ": there is no apt-get",
                        "put " + String.join(" and ", PrometheusFacts.PROGRAMS) + " into its PATH, or name another"
                                + " host"));
            }
        });
    }

    private void takenByAnother(NodeSpec place, String whose, String field, int port) {
        holder(place.id(), port)
                .ifPresent(other -> problems.add(Problem.error(
                        ofMonitoring(),
                        "port " + port + " of " + place.host().orElse("") + ", for " + whose + ", is taken by " + other,
                        "leave that as it is, and write monitoring: {" + field + ": " + (port + 100) + "}")));
    }

    private String ofMonitoring() {
        return question.wanted().locate("monitoring").toString();
    }

    /// Ports of the same number on different machines have nothing to do with each other.
    private String machine(int node) {
        return question.wanted().node(node).flatMap(NodeSpec::host).orElse("");
    }

    private Optional<String> holder(int node, int port) {
        if (question.have().facts().unreachable().containsKey(node)) {
            return Optional.empty(); // said already, and nobody can know
        }
        HostFacts host = question.have().facts().hosts().get(node);
        return host == null
                ? question.holder().apply(node, port)
                : Optional.ofNullable(host.listening().get(port));
    }

    private void lostStorage() {
        List<Lost.Storage> lost = Lost.of(question);
        if (lost.isEmpty()) {
            return;
        }
        Set<Integer> blank = lost.stream().map(storage -> storage.node().id()).collect(Collectors.toSet());
        long voters = question.wanted().controllers().size();
        long blankVoters = question.wanted().controllers().stream()
                .filter(node -> blank.contains(node.id()))
                .count();
        boolean everything = blank.size() == question.wanted().nodes().size();
        boolean majority = blankVoters > (voters - 1) / 2;
        if (majority && !everything) {
            lost.forEach(storage -> add(
                    storage,
                    "without the metadata of " + blankVoters + " of " + voters
                            + " controllers nobody knows what the cluster was: bring the directories back, or give all"
                            + " up with castellan destroy"));
        } else if (!question.accepted().contains(Risk.DATA_LOSS)) {
            lost.forEach(storage -> add(
                    storage,
                    "bring it back (is a disk not mounted?), or go on without: castellan up --accept-risk="
                            + Risk.DATA_LOSS.text()));
        }
    }

    private void add(Lost.Storage storage, String hint) {
        problems.add(Problem.error(storage.node().name(), "the data it had is gone: " + storage.what(), hint));
    }

    private boolean isRunning(int id) {
        NodeFacts node = question.have().facts().nodes().get(id);
        return node != null && node.running().isPresent();
    }
}
