package dev.castellan.target.hosts;

import dev.castellan.kafka.config.AgentAccess;
import dev.castellan.kafka.config.AgentRules;
import dev.castellan.kafka.distribution.MetricsAgent;
import dev.castellan.spec.AgentPort;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Metrics;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.WorkerPlaces;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.HostFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The Prometheus agent in the JVMs of nodes and workers on hosts. Its jar lies in the store, beside those of Kafka.
/// Pure.
public final class HostsAgent {
    private HostsAgent() {}

    /// The release that is missing on a host; empty where it is there, or not wanted.
    static Optional<String> missing(ClusterSpec spec, HostFacts host) {
        return spec.metrics() == Metrics.none || host.store().contains(MetricsAgent.SHA256)
                ? Optional.empty()
                : Optional.of(MetricsAgent.VERSION);
    }

    /// What starts the agent.
    ///
    /// Without an address it listens on all of them, as Kafka does: the one that the spec has may be none that the
    /// machine knows for its own, and a JVM whose agent cannot listen does not start.
    ///
    /// @param port where it listens; empty where there is none
    /// @param paths of the node or worker
    /// @param access how the agent of a locked cluster is entered
    static List<String> flags(ClusterSpec spec, OptionalInt port, HostPaths paths, Supplier<AgentAccess> access) {
        List<String> flags = new ArrayList<>();
        port.ifPresent(number -> flags.add("-javaagent:/opt/castellan/store/" + MetricsAgent.SHA256 + ".jar=" + number
                + ":" + paths.of(AgentRules.FILE)));
        if (AgentPort.isGuarded(spec)) {
            flags.add(access.get().flag());
        }
        return flags;
    }

    /// Where other machines reach the agents of nodes that stay and of workers, by their names.
    public static SortedMap<String, String> reached(ClusterSpec spec) {
        SortedMap<String, String> agents = new TreeMap<>();
        for (NodeSpec node : spec.staying().nodes()) {
            AgentPort.of(spec, node)
                    .ifPresent(port -> agents.put(node.name(), address(HostsTarget.advertised(node), port)));
        }
        SortedMap<Integer, WorkerPlaces.Place> places = WorkerPlaces.of(spec);
        for (WorkerSpec worker : spec.connect().workers()) {
            Optional.ofNullable(places.get(worker.id()))
                    .ifPresent(place -> AgentPort.of(spec, worker)
                            .ifPresent(port -> agents.put(worker.name(), address(place.address(), port))));
        }
        return agents;
    }

    private static String address(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /// Files on their way to a host, with what plans do not hold where they open the agent of a locked cluster.
    ///
    /// @param access makes what is missing, and brings the key store that the files name
    static SortedMap<String, String> opened(
            ClusterSpec spec, SortedMap<String, String> files, Supplier<AgentAccess> access) {
        if (!AgentPort.isGuarded(spec) || !files.containsKey(AgentRules.FILE)) {
            return files;
        }
        AgentAccess made = access.get();
        SortedMap<String, String> opened = new TreeMap<>(files);
        opened.replaceAll((name, text) -> made.into(text));
        return opened;
    }

    /// The file that the agent reads. Of what it says, the agent takes in all but the access again whenever it was
    /// changed: no node restarts for it.
    static SortedMap<String, String> files(ClusterSpec spec, HostPaths paths, Supplier<AgentAccess> access) {
        SortedMap<String, String> files = new TreeMap<>();
        if (AgentPort.isGuarded(spec)) {
            files.put(AgentRules.FILE, AgentRules.text(access.get(), paths.of(AgentAccess.STORE)));
        } else if (spec.metrics() != Metrics.none) {
            files.put(AgentRules.FILE, AgentRules.text());
        }
        return files;
    }
}
