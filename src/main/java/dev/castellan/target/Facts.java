package dev.castellan.target;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Everything a target can tell without asking Kafka.
///
/// @param nodes every node that is installed, wanted or not, by id
/// @param takenPorts ports that something else listens on, or that belong to another cluster
/// @param startup whether Kafka's classes have been prepared for a quick start
/// @param hosts the machines of the spec's nodes, by node id; none where nodes live on this machine
/// @param unreachable why nothing is known of a node, by its id
/// @param unidentified nodes whose machine does not know the cluster's identity yet
/// @param workers of Kafka Connect that are installed, wanted or not, by id
/// @param prometheus what each host has of it, by the host as the spec names it; none where nodes live on this machine
/// @param apart machines that have no node
public record Facts(
        Optional<Identity> identity,
        Map<Integer, NodeFacts> nodes,
        Set<Integer> takenPorts,
        Startup startup,
        Map<Integer, HostFacts> hosts,
        SortedMap<Integer, String> unreachable,
        SortedSet<Integer> unidentified,
        SortedMap<Integer, WorkerFacts> workers,
        SortedMap<String, PrometheusFacts> prometheus,
        Apart apart) {
    public Facts {
        nodes = Map.copyOf(nodes);
        takenPorts = Set.copyOf(takenPorts);
        hosts = Map.copyOf(hosts);
        unreachable = Collections.unmodifiableSortedMap(new TreeMap<>(unreachable));
        unidentified = Collections.unmodifiableSortedSet(new TreeSet<>(unidentified));
        workers = Collections.unmodifiableSortedMap(new TreeMap<>(workers));
        prometheus = Collections.unmodifiableSortedMap(new TreeMap<>(prometheus));
    }

    /// Where no worker of Connect lives.
    public Facts(
            Optional<Identity> identity,
            Map<Integer, NodeFacts> nodes,
            Set<Integer> takenPorts,
            Startup startup,
            Map<Integer, HostFacts> hosts,
            SortedMap<Integer, String> unreachable,
            SortedSet<Integer> unidentified) {
        this(
                identity,
                nodes,
                takenPorts,
                startup,
                hosts,
                unreachable,
                unidentified,
                new TreeMap<>(),
                new TreeMap<>(),
                Apart.NONE);
    }

    /// Where the only machine is this one.
    public Facts(Optional<Identity> identity, Map<Integer, NodeFacts> nodes, Set<Integer> takenPorts, Startup startup) {
        this(identity, nodes, takenPorts, startup, Map.of(), new TreeMap<>(), new TreeSet<>());
    }

    /// The same with workers of Connect.
    public Facts with(SortedMap<Integer, WorkerFacts> installed) {
        return new Facts(
                identity, nodes, takenPorts, startup, hosts, unreachable, unidentified, installed, prometheus, apart);
    }

    /// The same with what hosts have of Prometheus.
    public Facts watched(SortedMap<String, PrometheusFacts> found) {
        return new Facts(identity, nodes, takenPorts, startup, hosts, unreachable, unidentified, workers, found, apart);
    }

    /// The same with machines that have no node.
    public Facts beside(Apart found) {
        return new Facts(
                identity, nodes, takenPorts, startup, hosts, unreachable, unidentified, workers, prometheus, found);
    }

    /// What is true of a machine, whoever lives there; empty where nothing is known of it.
    ///
    /// @param host as the spec calls it
    public Optional<HostFacts> machine(String host) {
        return Optional.ofNullable(apart.hosts().get(host))
                .or(() -> hosts.keySet().stream()
                        .sorted()
                        .map(hosts::get)
                        .filter(machine -> machine.address().equals(host))
                        .findFirst());
    }

    /// Every machine once, by its host: first those of nodes, in the order of these.
    public Map<String, HostFacts> machines() {
        Map<String, HostFacts> machines = new LinkedHashMap<>();
        new TreeMap<>(hosts).values().forEach(host -> machines.putIfAbsent(host.address(), host));
        apart.hosts().forEach(machines::putIfAbsent);
        return machines;
    }

    /// Whether no node was ever started: then storage holds nothing but what it was formatted with.
    public boolean isUntouched() {
        return nodes.values().stream().noneMatch(node -> node.past().isPresent());
    }

    /// The state of the start-up cache (JEP 483, or class data sharing on older JDKs).
    public enum Startup {
        COLD,
        PREPARED
    }
}
