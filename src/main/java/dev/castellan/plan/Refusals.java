package dev.castellan.plan;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Location;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.Identity;
import dev.castellan.target.NodeFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
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
        refusals.droppedDirectories();
        refusals.foreignStorage();
        refusals.problems.addAll(LockingRefusals.of(question));
        refusals.problems.addAll(new ReleaseChange(question).refusals());
        refusals.problems.addAll(TopicRefusals.of(question));
        refusals.problems.addAll(AccessRefusals.of(question));
        return refusals.problems;
    }

    /// Data stays where it is: a directory that leaves `log.dirs` takes its replicas with it.
    private void droppedDirectories() {
        SortedMap<Integer, Endpoint> endpoints = Ports.of(question);
        for (NodeSpec node : wanted.nodes()) {
            NodeFacts have = nodes.get(node.id());
            if (have != null && have.clusterId().isPresent()) {
                Map<String, String> file = question.files().files(wanted, node, endpoints);
                Set<String> dropped = new TreeSet<>(have.directories());
                dropped.removeAll(words(ServerProperties.in(file).getOrDefault("log.dirs", "")));
                if (!dropped.isEmpty()) {
                    refuse(
                            place(node.location(), node.name()),
                            node.name() + " keeps data in " + String.join(", ", dropped)
                                    + ", and the spec does not name it any more",
                            "moving data between directories is not supported yet: put it back");
                }
            }
        }
    }

    /// The words of a list as Kafka reads one from its properties.
    private static SortedSet<String> words(String list) {
        SortedSet<String> words = new TreeSet<>();
        for (String word : list.split(",", -1)) {
            if (!word.isBlank()) {
                words.add(word.strip());
            }
        }
        return words;
    }

    private void foreignStorage() {
        String own = question.have()
                .facts()
                .identity()
                .map(Identity::clusterId)
                .orElseGet(() -> nodes.values().stream()
                        .sorted(Comparator.comparingInt(NodeFacts::id))
                        .flatMap(node -> node.clusterId().stream())
                        .findFirst()
                        .orElse(""));
        for (NodeFacts node : new TreeMap<>(nodes).values()) {
            node.clusterId()
                    .filter(id -> !own.isEmpty() && !id.equals(own))
                    .ifPresent(id -> refuse(
                            node.name(),
                            "its directories hold data of another cluster (" + id + ", this one is " + own + ")",
                            "point it at other directories; Castellan never formats over data"));
        }
    }

    /// The first that stands in a file.
    static Location place(Location at, Location otherwise) {
        return at.equals(Location.DEFAULTS) ? otherwise : at;
    }

    /// A line of the spec, or what it is about where the spec has no line on it.
    static String place(Location at, String otherwise) {
        return at.equals(Location.DEFAULTS) ? otherwise : at.toString();
    }

    private void refuse(String where, String what, String hint) {
        problems.add(Problem.error(where, what, hint));
    }
}
