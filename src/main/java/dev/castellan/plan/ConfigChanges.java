package dev.castellan.plan;

import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.observe.Live;
import dev.castellan.plan.Step.Change;
import dev.castellan.plan.Step.RestartNode;
import dev.castellan.plan.Step.SetBrokerConfig;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares what running nodes were started with to what the spec wants: what can change live, what needs a restart.
///
/// A dynamic value outlives restarts and wins over the file, so a property that was ever set dynamically is kept
/// equal to the spec dynamically too.
final class ConfigChanges {
    private final Question question;
    private final ClusterSpec wanted;
    private final Live.Awake awake;
    private final SortedMap<String, Change> forAll = new TreeMap<>();
    private final SortedSet<String> unset = new TreeSet<>();
    private final SortedMap<Integer, SortedMap<String, Change>> forOne = new TreeMap<>();
    private final SortedMap<Integer, List<String>> restarts = new TreeMap<>();

    ConfigChanges(Question question, Live.Awake awake) {
        this.question = question;
        this.wanted = question.wanted();
        this.awake = awake;
        for (NodeSpec node : wanted.nodes()) {
            NodeFacts have = question.have().facts().nodes().get(node.id());
            if (have != null) {
                have.running().ifPresent(running -> compare(node, running));
            }
        }
    }

    List<Step> dynamic() {
        List<Step> steps = new ArrayList<>();
        if (!forAll.isEmpty() || !unset.isEmpty()) {
            steps.add(new SetBrokerConfig(Optional.empty(), forAll, unset, at(forAll, unset)));
        }
        forOne.forEach((id, changes) ->
                steps.add(new SetBrokerConfig(Optional.of(id), changes, new TreeSet<>(), at(changes, Set.of()))));
        return steps;
    }

    /// One node at a time, the active controller last.
    List<Step> restarts() {
        int leader = awake.quorum().map(Live.Quorum::leader).orElse(-1);
        List<Step> steps = new ArrayList<>();
        restarts.forEach((id, because) -> {
            if (id != leader) {
                steps.add(restart(id, because));
            }
        });
        if (restarts.containsKey(leader)) {
            steps.add(restart(leader, restarts.getOrDefault(leader, List.of())));
        }
        return steps;
    }

    private static Step restart(int id, List<String> because) {
        return new RestartNode(id, because, String.join("; ", because));
    }

    private void compare(NodeSpec node, NodeFacts.Running running) {
        SortedMap<String, String> files = question.files()
                .files(
                        wanted,
                        node,
                        Ports.assign(
                                wanted,
                                question.have().endpoints(),
                                question.have().facts().takenPorts(),
                                question.files()));
        files.forEach((name, text) -> {
            String started = running.startedWith().getOrDefault(name, "");
            if (name.equals(ServerProperties.FILE)) {
                compareProperties(node, PropertiesText.read(started), PropertiesText.read(text));
            } else if (!started.equals(text)) {
                restart(node, name + " changed");
            }
        });
    }

    private void compareProperties(NodeSpec node, Map<String, String> started, Map<String, String> after) {
        Set<String> names = new TreeSet<>(started.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            String now = started.get(name);
            String then = after.get(name);
            String override = awake.clusterConfig().get(name);
            if (then == null) {
                if (override != null) {
                    unset.add(name);
                }
                restart(node, name + " " + now + " -> (default)");
            } else if (!then.equals(now) || (override != null && !override.equals(then))) {
                changed(node, name, now == null ? "" : now, then);
            }
        }
    }

    private void changed(NodeSpec node, String name, String now, String then) {
        Map<String, String> own = awake.brokerConfig().getOrDefault(node.id(), Map.of());
        switch (question.dynamic().apply(name)) {
            case CLUSTER_WIDE -> {
                String effective = awake.clusterConfig().getOrDefault(name, now);
                if (!then.equals(effective)) {
                    forAll.put(name, new Change(effective, then));
                }
            }
            case PER_BROKER -> {
                String effective = own.getOrDefault(name, now);
                if (!then.equals(effective) && node.isBroker()) {
                    forOne.computeIfAbsent(node.id(), id -> new TreeMap<>()).put(name, new Change(effective, then));
                }
            }
            case RESTART -> restart(node, name + " " + (now.isEmpty() ? "(default)" : now) + " -> " + then);
        }
    }

    private void restart(NodeSpec node, String because) {
        restarts.computeIfAbsent(node.id(), id -> new ArrayList<>()).add(because);
    }

    private String at(Map<String, Change> changes, Set<String> names) {
        Set<String> all = new TreeSet<>(changes.keySet());
        all.addAll(names);
        return all.stream()
                .map(name -> wanted.locate("config." + name).brief())
                .distinct()
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }
}
