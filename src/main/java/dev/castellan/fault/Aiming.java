package dev.castellan.fault;

import dev.castellan.fault.Aim.By;
import dev.castellan.observe.Live;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whom there is to aim at, chosen in one way. Only nodes that run are aimed at.
///
/// @param otherwise why there is nobody, where there is nobody
record Aiming(List<Aim> at, String otherwise) {
    Aiming {
        at = List.copyOf(at);
    }

    static Aiming of(By by, ClusterSpec spec, Live.Awake live, Ground ground) {
        return switch (by) {
            case NODE -> new Aiming(ground.running().stream().map(Aim::at).toList(), "no node runs");
            case CONTROLLER ->
                new Aiming(
                        live.quorum().stream()
                                .map(Live.Quorum::leader)
                                .filter(ground::isRunning)
                                .map(leader -> aim(by, List.of(leader), "the active controller"))
                                .toList(),
                        "no controller leads");
            case LEADER -> leaders(live, ground);
            case RACK -> racks(spec, ground);
            case MAJORITY -> majority(spec, live, ground);
            case ALL -> all(ground);
        };
    }

    private static Aiming leaders(Live.Awake live, Ground ground) {
        List<Aim> aims = live.topics().values().stream()
                .filter(topic -> ground.topics().isEmpty()
                        ? !topic.internal()
                        : ground.topics().contains(topic.name()))
                .flatMap(topic -> topic.partitions().stream())
                .flatMap(partition -> partition.leader().stream()
                        .boxed()
                        .filter(ground::isRunning)
                        .map(leader -> aim(
                                By.LEADER,
                                List.of(leader),
                                "the leader of " + partition.topic() + "-" + partition.id())))
                .toList();
        return new Aiming(aims, "no partition of " + shown(ground) + " has a leader");
    }

    private static String shown(Ground ground) {
        return ground.topics().isEmpty() ? "any topic" : String.join(", ", ground.topics());
    }

    private static Aiming racks(ClusterSpec spec, Ground ground) {
        SortedMap<String, SortedSet<Integer>> racks = new TreeMap<>();
        spec.nodes().stream()
                .filter(node -> ground.isRunning(node.id()))
                .forEach(node -> node.rack()
                        .ifPresent(rack -> racks.computeIfAbsent(rack, name -> new TreeSet<>())
                                .add(node.id())));
        if (racks.size() < 2) {
            return new Aiming(List.of(), "its nodes are not in two racks or more");
        }
        List<Aim> aims = new ArrayList<>();
        racks.forEach((rack, nodes) -> aims.add(new Aim(By.RACK, nodes, "all of rack " + rack)));
        return new Aiming(aims, "");
    }

    /// The active controller is one of them, so that there is an election to be lost.
    private static Aiming majority(ClusterSpec spec, Live.Awake live, Ground ground) {
        List<Integer> controllers =
                spec.controllers().stream().map(NodeSpec::id).sorted().toList();
        if (controllers.size() < 3) {
            return new Aiming(List.of(), "it has fewer than three controllers");
        }
        String down = controllers.stream()
                .filter(id -> !ground.isRunning(id))
                .map(id -> "kafka-" + id)
                .collect(Collectors.joining(", "));
        if (!down.isEmpty()) {
            return new Aiming(List.of(), "not all of its controllers run: " + down);
        }
        List<Integer> chosen = Stream.concat(
                        live.quorum().stream().map(Live.Quorum::leader).filter(controllers::contains),
                        controllers.stream())
                .distinct()
                .limit(controllers.size() / 2 + 1)
                .toList();
        return new Aiming(
                List.of(aim(By.MAJORITY, chosen, "a majority of the " + controllers.size() + " controllers")), "");
    }

    private static Aiming all(Ground ground) {
        return ground.running().size() < 2
                ? new Aiming(List.of(), "fewer than two nodes run")
                : new Aiming(List.of(new Aim(By.ALL, ground.running(), "every node at once")), "");
    }

    private static Aim aim(By by, List<Integer> nodes, String whom) {
        return new Aim(by, new TreeSet<>(nodes), whom);
    }
}
