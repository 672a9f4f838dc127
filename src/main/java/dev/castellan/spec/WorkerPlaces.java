package dev.castellan.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// On which machine each worker of Kafka Connect lives, where nodes live on hosts: beside a node.
///
/// Where the spec names none, workers are dealt out one by one: to the machines of brokers in the order of their ids,
/// then to those that have controllers only. Pure.
public final class WorkerPlaces {
    private WorkerPlaces() {}

    /// The node beside which each worker lives, by the worker's id: of several on one machine the first.
    ///
    /// @return without those whose machine has no node
    public static SortedMap<Integer, NodeSpec> of(ClusterSpec spec) {
        List<NodeSpec> machines = machines(spec);
        SortedMap<Integer, NodeSpec> places = new TreeMap<>();
        int dealt = 0;
        for (WorkerSpec worker : spec.connect().workers().stream()
                .sorted(Comparator.comparingInt(WorkerSpec::id))
                .toList()) {
            if (worker.host().isPresent()) {
                machines.stream()
                        .filter(node -> node.host().equals(worker.host()))
                        .findFirst()
                        .ifPresent(node -> places.put(worker.id(), node));
            } else if (!machines.isEmpty()) {
                places.put(worker.id(), machines.get(dealt++ % machines.size()));
            }
        }
        return places;
    }

    /// The first node of each machine; who is to leave takes no worker.
    private static List<NodeSpec> machines(ClusterSpec spec) {
        List<NodeSpec> first = new ArrayList<>();
        spec.staying().nodes().stream()
                .filter(node -> node.host().isPresent())
                .sorted(Comparator.comparing((NodeSpec node) -> !node.isBroker())
                        .thenComparingInt(NodeSpec::id))
                .forEach(node -> {
                    Optional<String> host = node.host();
                    if (first.stream().noneMatch(other -> other.host().equals(host))) {
                        first.add(node);
                    }
                });
        return first;
    }
}
