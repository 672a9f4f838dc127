package dev.castellan.cli.keep;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.target.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// What is wrong with a cluster, what it means, and what to do. Pure.
final class Concerns {
    private final Snapshot snapshot;
    private final List<NodeFacts> nodes;
    private final List<NodeFacts> controllers;
    private final long controllersUp;

    Concerns(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.nodes = snapshot.facts().nodes().values().stream()
                .sorted((a, b) -> Integer.compare(a.id(), b.id()))
                .toList();
        this.controllers = nodes.stream()
                .filter(node -> endpoint(node).controllerPort().isPresent())
                .toList();
        this.controllersUp =
                controllers.stream().filter(node -> node.running().isPresent()).count();
    }

    /// One word for the whole.
    String health() {
        if (!nodes.isEmpty() && nodes.stream().allMatch(node -> node.running().isEmpty())) {
            return "stopped";
        }
        if (isQuorumLost()) {
            return "quorum-lost";
        }
        if (!(snapshot.live() instanceof Live.Awake awake)) {
            return "silent";
        }
        if (awake.quorum().isEmpty()) {
            return "quorum-lost";
        }
        return list().isEmpty() ? "healthy" : "degraded";
    }

    List<String> list() {
        List<String> concerns = new ArrayList<>();
        snapshot.facts()
                .unreachable()
                .forEach((id, why) -> concerns.add("kafka-" + id + " cannot be looked at: " + why));
        snapshot.facts()
                .apart()
                .unreachable()
                .forEach((host, why) -> concerns.add(host + ", a machine of workers, cannot be looked at: " + why));
        List<String> stopped = nodes.stream()
                .filter(node -> node.running().isEmpty())
                .map(NodeFacts::name)
                .toList();
        if (stopped.size() == nodes.size() && !nodes.isEmpty() && concerns.isEmpty()) {
            return List.of("nothing runs; the data is there: castellan up");
        }
        if (isQuorumLost()) {
            concerns.add(
                    "the controller quorum is LOST: " + controllersUp + " of " + controllers.size()
                            + " controllers run, " + (controllers.size() / 2 + 1)
                            + " are needed. No leader can be elected, no topic or property changed; partitions whose leader "
                            + "still runs serve what min.insync.replicas allows. What is shown below is the last that was known");
        }
        if (!stopped.isEmpty()) {
            concerns.add(
                    stopped.size() == 1
                            ? stopped.getFirst() + " does not run: castellan start " + stopped.getFirst()
                            : String.join(", ", stopped) + " do not run: castellan up");
        }
        switch (snapshot.live()) {
            case Live.Silent silent -> concerns.add("no broker answers: " + silent.why());
            case Live.Asleep ignored -> {}
            case Live.Awake awake -> partitions(awake, concerns);
        }
        return concerns;
    }

    private void partitions(Live.Awake awake, List<String> concerns) {
        if (awake.quorum().isEmpty() && !isQuorumLost()) {
            concerns.add("the controllers do not answer: no leader can be elected until they do");
        }
        nodes.stream()
                .filter(node -> node.running().isPresent()
                        && endpoint(node).clientPort().isPresent()
                        && !awake.brokers().contains(node.id()))
                .forEach(node -> concerns.add(
                        node.name() + " runs but is not registered yet, or fenced: castellan logs " + node.name()));
        long offline =
                awake.partitions().stream().filter(Live.Partition::isOffline).count();
        if (offline > 0) {
            concerns.add(partitions(offline) + "OFFLINE: no replica in sync is up, so nobody can read or write there");
        }
        String tooFew = awake.topics().values().stream()
                .filter(topic -> topic.partitions().stream()
                        .anyMatch(partition ->
                                !partition.isOffline() && partition.isr().size() < needed(topic, partition)))
                .map(Live.Topic::name)
                .collect(Collectors.joining(", "));
        if (!tooFew.isEmpty()) {
            concerns.add("fewer replicas in sync than min.insync.replicas, so acks=all writes are refused: " + tooFew);
        }
        long behind = awake.partitions().stream()
                .filter(partition -> partition.isUnderReplicated() && !partition.isOffline())
                .count();
        if (behind > 0) {
            concerns.add(partitions(behind) + "under-replicated, of "
                    + awake.partitions().size() + ": back in sync once the missing replicas are");
        }
    }

    /// Kafka asks no partition for more replicas in sync than it has (KAFKA-15583).
    private static int needed(Live.Topic topic, Live.Partition partition) {
        return Math.min(topic.minInsyncReplicas(), partition.replicas().size());
    }

    private static String partitions(long count) {
        return count + (count == 1 ? " partition is " : " partitions are ");
    }

    private boolean isQuorumLost() {
        return !controllers.isEmpty()
                && controllersUp <= controllers.size() / 2
                && nodes.stream().anyMatch(node -> node.running().isPresent());
    }

    private Endpoint endpoint(NodeFacts node) {
        return Objects.requireNonNull(snapshot.endpoints().get(node.id()));
    }
}
