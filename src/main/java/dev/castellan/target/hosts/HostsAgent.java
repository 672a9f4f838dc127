package dev.castellan.target.hosts;

import dev.castellan.kafka.config.AgentRules;
import dev.castellan.kafka.distribution.MetricsAgent;
import dev.castellan.spec.AgentPort;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Metrics;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.HostFacts;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The Prometheus agent in the JVMs of nodes on hosts. Its jar lies in the store, beside those of Kafka. Pure.
public final class HostsAgent {
    private static final String LOOPBACK = "127.0.0.1:";

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
    static Optional<String> flag(ClusterSpec spec, NodeSpec node, HostPaths paths) {
        return AgentPort.of(spec, node).stream()
                .mapToObj(port -> "-javaagent:/opt/castellan/store/" + MetricsAgent.SHA256 + ".jar="
                        + (AgentPort.isReached(spec) ? "" : LOOPBACK) + port + ":" + paths.of(AgentRules.FILE))
                .findFirst();
    }

    /// Where other machines reach the agents of nodes that stay, by the nodes' names.
    public static SortedMap<String, String> reached(ClusterSpec spec) {
        SortedMap<String, String> agents = new TreeMap<>();
        if (AgentPort.isReached(spec)) {
            for (NodeSpec node : spec.staying().nodes()) {
                String host = HostsTarget.advertised(node);
                String address = host.contains(":") ? "[" + host + "]" : host;
                AgentPort.of(spec, node).ifPresent(port -> agents.put(node.name(), address + ":" + port));
            }
        }
        return agents;
    }

    /// Where programs of a host reach agents, by the nodes' names: all of them, or of a locked cluster those of that
    /// host.
    static SortedMap<String, String> reached(ClusterSpec spec, NodeSpec from) {
        SortedMap<String, String> agents = reached(spec);
        if (agents.isEmpty()) {
            spec.staying().nodes().stream()
                    .filter(node -> node.host().equals(from.host()))
                    .forEach(node ->
                            AgentPort.of(spec, node).ifPresent(port -> agents.put(node.name(), LOOPBACK + port)));
        }
        return agents;
    }

    /// The file that the agent reads, again whenever it was changed: no node restarts for it.
    static SortedMap<String, String> files(ClusterSpec spec) {
        SortedMap<String, String> files = new TreeMap<>();
        if (spec.metrics() != Metrics.none) {
            files.put(AgentRules.FILE, AgentRules.text());
        }
        return files;
    }
}
