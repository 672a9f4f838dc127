package dev.castellan.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// On which machine each worker of Kafka Connect lives, where nodes live on hosts: where the spec says, beside a
/// node or on a machine of its own.
///
/// Where the spec names none, workers are dealt out one by one: to the machines of brokers in the order of their ids,
/// then to those that have controllers only. Pure.
public final class WorkerPlaces {
    private WorkerPlaces() {}

    /// @param host of the machine, as the spec calls it
    /// @param node beside which the worker lives, of several the first; empty where no node that stays lives there
    public record Place(String host, Optional<NodeSpec> node) {
        /// By what others call the machine.
        public String address() {
            return node.flatMap(NodeSpec::advertise).orElse(host);
        }
    }

    /// The place of each worker, by the worker's id; none where workers live on this machine.
    public static SortedMap<Integer, Place> of(ClusterSpec spec) {
        List<NodeSpec> machines = machines(spec);
        SortedMap<Integer, Place> places = new TreeMap<>();
        int dealt = 0;
        for (WorkerSpec worker : spec.connect().workers().stream()
                .sorted(Comparator.comparingInt(WorkerSpec::id))
                .toList()) {
            if (worker.host().isPresent()) {
                places.put(
                        worker.id(),
                        new Place(
                                worker.host().get(),
                                machines.stream()
                                        .filter(node -> node.host().equals(worker.host()))
                                        .findFirst()));
            } else if (!machines.isEmpty()) {
                NodeSpec node = machines.get(dealt++ % machines.size());
                places.put(worker.id(), new Place(node.host().orElseThrow(), Optional.of(node)));
            }
        }
        return places;
    }

    /// Machines of workers on which no node lives, not even one that is to leave.
    public static NavigableSet<String> apart(ClusterSpec spec) {
        NavigableSet<String> hosts = new TreeSet<>();
        of(spec).values().forEach(place -> hosts.add(place.host()));
        spec.nodes().forEach(node -> node.host().ifPresent(hosts::remove));
        return hosts;
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
