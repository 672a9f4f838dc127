package dev.castellan.fault;

import dev.castellan.machine.InParallel;
import dev.castellan.target.Facts;
import dev.castellan.target.Hardship;
import dev.castellan.target.Hardships;
import dev.castellan.target.NodeFacts;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the machines of a cluster let one do to its nodes.
///
/// @param running the nodes that run
/// @param obstacles why a kind of hardship cannot befall a node, by its id; nothing where it can
/// @param topics whose leaders may be aimed at; all but Kafka's own where there are none
/// @param radius how much may be hit
public record Ground(
        SortedSet<Integer> running,
        SortedMap<Integer, SortedMap<Hardship.Kind, String>> obstacles,
        SortedSet<String> topics,
        Radius radius) {
    public Ground {
        running = Collections.unmodifiableSortedSet(new TreeSet<>(running));
        obstacles = Collections.unmodifiableSortedMap(new TreeMap<>(obstacles));
        topics = Collections.unmodifiableSortedSet(new TreeSet<>(topics));
    }

    /// Asks the machine of every node that runs.
    ///
    /// @param facts what was observed just now
    /// @throws dev.castellan.problem.WorldRefused where one does not answer
    public static Ground survey(Facts facts, Hardships hardships) {
        List<Integer> running = facts.nodes().values().stream()
                .filter(node -> node.running().isPresent())
                .map(NodeFacts::id)
                .toList();
        return new Ground(
                new TreeSet<>(running),
                new TreeMap<>(InParallel.map(running, hardships::obstacles)),
                new TreeSet<>(),
                Radius.ALL);
    }

    /// The same, for faults that aim at the leaders of one topic.
    public Ground aimingAt(String topic) {
        return new Ground(running, obstacles, new TreeSet<>(Set.of(topic)), radius);
    }

    /// The same, for faults that hit no more than this.
    public Ground within(Radius narrower) {
        return new Ground(running, obstacles, topics, narrower);
    }

    Optional<String> obstacle(int node, Hardship.Kind kind) {
        return Optional.ofNullable(obstacles.getOrDefault(node, new TreeMap<>()).get(kind));
    }

    boolean isRunning(Integer node) {
        return running.contains(node);
    }
}
