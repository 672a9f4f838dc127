package dev.castellan.fault;

import dev.castellan.observe.Live;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What nobody but some nodes has. Pure.
final class Irreplaceable {
    private Irreplaceable() {}

    /// What would be gone for good with the data of these nodes; empty where others have all of it.
    static Optional<String> why(Set<Integer> nodes, ClusterSpec spec, Live.Awake live) {
        List<NodeSpec> voters = spec.controllers();
        long hit = voters.stream().filter(voter -> nodes.contains(voter.id())).count();
        if (hit > (voters.size() - 1) / 2) {
            return Optional.of("with its data the metadata of " + hit + " of " + voters.size() + " controllers goes");
        }
        return live.topics().values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .filter(partition -> !partition.isr().isEmpty() && nodes.containsAll(partition.isr()))
                .map(partition -> "it has the only copy in sync of " + partition.topic() + "-" + partition.id())
                .findFirst();
    }
}
