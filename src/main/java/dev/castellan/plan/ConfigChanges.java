package dev.castellan.plan;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.kafka.config.ServerSecurity;
import dev.castellan.observe.Live;
import dev.castellan.plan.Step.Change;
import dev.castellan.plan.Step.SetBrokerConfig;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Location;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Compares what running nodes were started with to what the spec wants: what can change live, what needs a restart.
///
/// A dynamic value outlives restarts and wins over the file, so a property that was ever set dynamically is kept
/// equal to the spec dynamically too.
final class ConfigChanges {
    private final Question question;
    private final ClusterSpec wanted;
    private final Live.Awake awake;
    private final Locking locking;
    private final QuorumChange quorum;
    private final SortedMap<String, Change> forAll = new TreeMap<>();
    private final SortedMap<Integer, SortedMap<String, Change>> forOne = new TreeMap<>();
    private final SortedSet<String> unsetForAll = new TreeSet<>();
    private final SortedMap<Integer, SortedSet<String>> unsetForOne = new TreeMap<>();
    private final SortedMap<Integer, List<String>> restarts = new TreeMap<>();
    private final SortedSet<String> known = new TreeSet<>();

    ConfigChanges(Question question, Live.Awake awake, Map<Integer, Endpoint> endpoints) {
        this.question = question;
        this.wanted = question.wanted();
        this.awake = awake;
        this.locking = new Locking(question);
        this.quorum = new QuorumChange(question);
        for (NodeSpec node : wanted.nodes()) {
            SortedMap<String, String> files = quorum.files(node, endpoints);
            known.addAll(ServerProperties.in(files).keySet());
            NodeFacts have = question.have().facts().nodes().get(node.id());
            if (have != null) {
                have.running().ifPresent(running -> compare(node, have, running, files));
            }
        }
    }

    /// Takes back dynamic values of properties that have left the spec. First of all steps: only the files that the
    /// next ones change tell that the values came from there.
    List<Step> takenBack() {
        List<Step> steps = new ArrayList<>();
        if (!unsetForAll.isEmpty()) {
            steps.add(new SetBrokerConfig(Optional.empty(), new TreeMap<>(), unsetForAll, why(unsetForAll)));
        }
        unsetForOne.forEach(
                (id, names) -> steps.add(new SetBrokerConfig(Optional.of(id), new TreeMap<>(), names, why(names))));
        return steps;
    }

    List<Step> dynamic() {
        List<Step> steps = new ArrayList<>();
        if (!forAll.isEmpty()) {
            steps.add(new SetBrokerConfig(Optional.empty(), forAll, new TreeSet<>(), why(forAll.keySet())));
        }
        forOne.forEach((id, changes) ->
                steps.add(new SetBrokerConfig(Optional.of(id), changes, new TreeSet<>(), why(changes.keySet()))));
        return steps;
    }

    /// Dynamic values that somebody else has set: not Castellan's to take away, but worth knowing.
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        boolean throttled = Throttle.isInUse(awake);
        awake.clusterConfig().keySet().stream()
                .sorted()
                .filter(name -> !known.contains(name) && !unsetForAll.contains(name))
                .forEach(name -> notes.add(leftAlone(name, "all brokers")));
        new TreeMap<>(awake.brokerConfig())
                .forEach((id, values) -> values.keySet().stream()
                        .sorted()
                        .filter(name -> !known.contains(name)
                                && !(throttled && Throttle.OF_BROKERS.contains(name))
                                && !unsetForOne
                                        .getOrDefault(id, new TreeSet<>())
                                        .contains(name))
                        .forEach(name -> notes.add(leftAlone(name, "kafka-" + id))));
        return notes;
    }

    /// The nodes that restart.
    Set<Integer> restarting() {
        return restarts.keySet();
    }

    /// Why nodes restart.
    SortedMap<Integer, List<String>> restarts() {
        return restarts;
    }

    private void compare(NodeSpec node, NodeFacts have, NodeFacts.Running running, SortedMap<String, String> files) {
        String wantedRelease = wanted.kafka().version().toString();
        Optional<String> release = running.kafkaVersion().filter(now -> !now.equals(wantedRelease));
        release.ifPresent(now -> restart(node, "Kafka " + now + " -> " + wantedRelease));
        files.forEach((name, text) -> {
            if (!name.equals(ServerProperties.FILE)
                    && release.isEmpty()
                    && question.files().isReadAtStart(name)
                    && !text.equals(running.startedWith().get(name))) {
                restart(node, name + " changed");
            }
        });
        Optional<String> doors = locking.reason(node.id(), files);
        doors.ifPresent(because -> restart(node, because));
        Optional<String> kind = quorum.reason(node.id(), files);
        kind.ifPresent(because -> restart(node, because));
        Map<String, String> started = ServerProperties.in(running.startedWith());
        Map<String, String> after = ServerProperties.in(files);
        Set<String> names = new TreeSet<>(started.keySet());
        names.addAll(ServerProperties.in(have.files()).keySet());
        names.addAll(after.keySet());
        boolean otherRoles = !Objects.equals(started.get("process.roles"), after.get("process.roles"));
        names.removeIf(name -> (doors.isPresent() || otherRoles) && ServerSecurity.isAboutDoors(name));
        names.removeIf(name -> kind.isPresent() && QuorumChange.isAbout(name));
        for (String name : names) {
            String now = started.get(name);
            String then = after.get(name);
            if (then == null) {
                removed(node, name, now);
            } else {
                wanted(node, name, now == null ? "" : now, then);
            }
        }
    }

    private void removed(NodeSpec node, String name, @Nullable String now) {
        if (awake.clusterConfig().containsKey(name)) {
            unsetForAll.add(name);
        }
        if (own(node).containsKey(name)) {
            unsetFor(node, name);
        }
        if (now != null) {
            restart(node, name + " " + now + " -> (default)");
        }
    }

    private void wanted(NodeSpec node, String name, String now, String then) {
        String own = own(node).get(name);
        switch (question.dynamic().apply(name)) {
            case CLUSTER_WIDE -> {
                if (own != null && !own.equals(then)) {
                    unsetFor(node, name);
                }
                String effective = awake.clusterConfig().getOrDefault(name, now);
                if (!then.equals(effective)) {
                    forAll.putIfAbsent(name, new Change(effective, then));
                }
            }
            case PER_BROKER -> {
                String effective = own == null ? now : own;
                if (!then.equals(effective) && node.isBroker()) {
                    forOne.computeIfAbsent(node.id(), id -> new TreeMap<>()).put(name, new Change(effective, then));
                } else if (!then.equals(now) && !node.isBroker()) {
                    restart(node, change(name, now, then));
                }
            }
            case RESTART -> {
                if (!then.equals(now) && !Membership.serves(wanted, name, now, then)) {
                    restart(node, change(name, now, then));
                }
            }
        }
    }

    private Map<String, String> own(NodeSpec node) {
        return awake.brokerConfig().getOrDefault(node.id(), Map.of());
    }

    private void unsetFor(NodeSpec node, String name) {
        unsetForOne.computeIfAbsent(node.id(), id -> new TreeSet<>()).add(name);
    }

    private void restart(NodeSpec node, String because) {
        restart(node.id(), because);
    }

    void restart(int node, String because) {
        restarts.computeIfAbsent(node, id -> new ArrayList<>()).add(because);
    }

    private static String change(String name, String now, String then) {
        return name + " " + (now.isEmpty() ? "(default)" : now) + " -> " + then;
    }

    private String leftAlone(String name, String where) {
        return name + " is set dynamically for " + where + " and is not in " + file() + ": left alone";
    }

    /// Where the spec says so; what it does not say itself follows from its nodes, or has left it.
    private String why(Set<String> names) {
        return names.stream()
                .map(this::place)
                .distinct()
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    private String place(String name) {
        for (String path : List.of("config." + name, "plugin-config." + name)) {
            if (!wanted.locate(path).equals(Location.DEFAULTS)) {
                return wanted.locate(path).brief();
            }
        }
        return known.contains(name) ? "follows from the nodes" : "no longer in " + file();
    }

    private String file() {
        return wanted.file().orElse("the spec");
    }
}
