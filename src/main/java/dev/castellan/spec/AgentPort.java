package dev.castellan.spec;

import java.util.OptionalInt;
import java.util.SortedMap;

/// Where the Prometheus agents of nodes and workers on hosts listen: the spec alone decides, so that nobody has to ask
/// a host.
/// Pure.
public final class AgentPort {
    /// That of the first node of a host where the spec names none; the next ones are those of its further nodes, by
    /// their ids.
    public static final int FIRST = 7071;

    /// The agents of workers of Kafka Connect begin so far beyond those of nodes: neither makes way for the other.
    private static final int WORKERS = 20;

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

    /// The same of a worker of Kafka Connect.
    public static OptionalInt of(ClusterSpec spec, WorkerSpec worker) {
        SortedMap<Integer, WorkerPlaces.Place> places = WorkerPlaces.of(spec);
        WorkerPlaces.Place place = places.get(worker.id());
        if (spec.metrics() == Metrics.none || spec.target() != TargetKind.hosts || place == null) {
            return OptionalInt.empty();
        }
        long before = places.headMap(worker.id()).values().stream()
                .filter(other -> other.host().equals(place.host()))
                .count();
        return OptionalInt.of(spec.agentPort() + WORKERS + (int) before);
    }

    /// Whether they tell only who comes over TLS with a password: those of a locked cluster, unless the spec says in a
    /// word that they are open.
    public static boolean isGuarded(ClusterSpec spec) {
        return spec.target() == TargetKind.hosts && spec.metrics() == Metrics.agent && spec.security() == Security.tls;
    }
}
