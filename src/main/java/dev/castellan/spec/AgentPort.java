package dev.castellan.spec;

import java.util.OptionalInt;

/// Where the Prometheus agents of nodes on hosts listen: the spec alone decides, so that nobody has to ask a host.
/// Pure.
public final class AgentPort {
    /// That of the first node of a host where the spec names none; the next ones are those of its further nodes, by
    /// their ids.
    public static final int FIRST = 7071;

    private AgentPort() {}

    /// Empty where the spec wants no agents, or its nodes live on this machine, where free ports are looked for.
    public static OptionalInt of(ClusterSpec spec, NodeSpec node) {
        if (spec.metrics() == Metrics.none || spec.target() != TargetKind.hosts) {
            return OptionalInt.empty();
        }
        long before = spec.nodes().stream()
                .filter(other -> other.host().equals(node.host()) && other.id() < node.id())
                .count();
        return OptionalInt.of(spec.agentPort() + (int) before);
    }

    /// Whether they tell only who comes over TLS with a password: those of a locked cluster, unless the spec says in a
    /// word that they are open.
    public static boolean isGuarded(ClusterSpec spec) {
        return spec.target() == TargetKind.hosts && spec.metrics() == Metrics.agent && spec.security() == Security.tls;
    }
}
