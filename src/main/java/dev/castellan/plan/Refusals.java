package dev.castellan.plan;

import dev.castellan.observe.Snapshot;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.Identity;
import dev.castellan.target.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What cannot be done to the cluster that is there, with the reason.
final class Refusals {
    private final Question question;
    private final ClusterSpec wanted;
    private final Map<Integer, NodeFacts> nodes;
    private final List<Problem> problems = new ArrayList<>();

    private Refusals(Question question) {
        this.question = question;
        this.wanted = question.wanted();
        this.nodes = question.have().facts().nodes();
    }

    static List<Problem> of(Question question) {
        Refusals refusals = new Refusals(question);
        refusals.removedNodes();
        refusals.changedNodes();
        refusals.takenPorts();
        refusals.foreignStorage();
        refusals.newControllers();
        return refusals.problems;
    }

    private void removedNodes() {
        for (int id : new TreeSet<>(nodes.keySet())) {
            if (wanted.node(id).isEmpty()) {
                refuse(
                        wanted.locate("nodes").toString(),
                        "kafka-" + id + " exists and is no longer in the spec",
                        "taking a node out of a cluster is not supported yet: put it back");
            }
        }
    }

    private void changedNodes() {
        for (NodeSpec node : wanted.nodes()) {
            NodeFacts have = nodes.get(node.id());
            if (have == null || have.clusterId().isEmpty()) {
                continue;
            }
            String version = wanted.kafka().version().toString();
            if (!have.kafkaVersion().orElse(version).equals(version)) {
                refuse(
                        wanted.locate("kafka").toString(),
                        node.name() + " runs Kafka " + have.kafkaVersion().orElse("?") + ", the spec wants " + version,
                        "changing the version of a cluster is not supported yet");
            }
            Set<String> now = Set.of(
                    Snapshot.properties(have).getOrDefault("process.roles", "").split(","));
            Set<String> then = new TreeSet<>();
            node.roles().forEach(role -> then.add(role.kafkaName()));
            if (!now.equals(then)) {
                refuse(
                        node.location().toString(),
                        node.name() + " is " + String.join(" and ", new TreeSet<>(now)) + ", the spec wants "
                                + String.join(" and ", then),
                        "changing the roles of a formatted node is not supported yet");
            }
        }
    }

    private void takenPorts() {
        for (NodeSpec node : wanted.nodes()) {
            for (OptionalInt port : List.of(node.port(), node.controllerPort())) {
                if (port.isPresent() && question.have().facts().takenPorts().contains(port.getAsInt())) {
                    refuse(
                            node.location().toString(),
                            "port " + port.getAsInt() + " of " + node.name()
                                    + " is taken by another process or cluster",
                            "choose another, or leave the port out and Castellan finds a free one");
                }
            }
        }
    }

    private void foreignStorage() {
        String own = question.have().facts().identity().map(Identity::clusterId).orElse("");
        for (NodeFacts node : nodes.values()) {
            node.clusterId()
                    .filter(id -> !own.isEmpty() && !id.equals(own))
                    .ifPresent(id -> refuse(
                            node.name(),
                            "its directories hold data of another cluster (" + id + ", this one is " + own + ")",
                            "point it at other directories; Castellan never formats over data"));
        }
    }

    private void newControllers() {
        boolean formatted =
                nodes.values().stream().anyMatch(node -> node.clusterId().isPresent());
        if (!formatted) {
            return;
        }
        Identity identity = question.have().facts().identity().orElse(new Identity("", new TreeMap<>()));
        for (NodeSpec node : wanted.controllers()) {
            boolean fresh = nodes.get(node.id()) == null
                    || nodes.get(node.id()).clusterId().isEmpty();
            if (fresh && !identity.directoryIds().containsKey(node.id())) {
                refuse(
                        node.location().toString(),
                        node.name() + " would be a new controller of a running cluster",
                        "growing the controller quorum is not supported yet: give it the role broker");
            }
        }
    }

    private void refuse(String where, String what, String hint) {
        problems.add(Problem.error(where, what, hint));
    }
}
