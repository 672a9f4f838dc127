package dev.castellan.target.local;

import dev.castellan.machine.Ports;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.WorkerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which ports of this machine a cluster cannot have.
final class TakenPorts {
    private static final Duration LETTING_GO = Duration.ofSeconds(2);
    private static final int CANDIDATES = 200;

    private TakenPorts() {}

    /// Ports something listens on, but not those of this cluster's own nodes; and those that other clusters keep.
    static Set<Integer> of(ClusterFolder folder, ClusterSpec spec) {
        Set<Integer> own = new HashSet<>();
        LocalTarget.installed(folder.nodes(), LocalTarget.NODE)
                .forEach((id, path) -> own.addAll(new NodeFolder(id, path).ports()));
        own.addAll(LocalWorkers.ports(folder));
        IntStream firsts = spec.connect().isNone()
                ? IntStream.of(AgentPorts.FIRST, LocalTarget.FIRST_PORT)
                : IntStream.of(AgentPorts.FIRST, LocalTarget.FIRST_PORT, WorkerSpec.USUAL_PORT);
        Set<Integer> taken =
                new HashSet<>(Ports.taken(firsts.flatMap(first -> IntStream.range(first, first + CANDIDATES))
                        .filter(port -> !own.contains(port))
                        .boxed()
                        .toList()));
        others(folder).forEach(cluster -> taken.addAll(kept(cluster)));
        return taken;
    }

    static Stream<Path> others(ClusterFolder folder) {
        return LocalTarget.list(folder.path().resolveSibling("")).stream()
                .filter(cluster -> !cluster.equals(folder.path()));
    }

    static Set<Integer> kept(Path cluster) {
        Set<Integer> ports = new HashSet<>();
        LocalTarget.installed(cluster.resolve("nodes"), LocalTarget.NODE)
                .forEach((id, path) -> ports.addAll(new NodeFolder(id, path).ports()));
        ports.addAll(LocalWorkers.ports(new ClusterFolder(cluster)));
        return ports;
    }

    static void refuse(int node, NodeFolder home) {
        for (int port : home.ports()) {
            if (!Ports.isFree(port) && !isLetGo(port)) {
                throw new WorldRefused(
                        "kafka-" + node,
                        "port " + port + " is taken by " + Ports.owner(port).orElse("another process"),
                        AgentPorts.in(home.files()).equals(Optional.of(port))
                                ? "castellan up finds another one for the Prometheus agent"
                                : "stop that, or give the node another port in cluster.yaml");
            }
        }
    }

    /// A process that was ended by force is gone a moment before its ports are; nobody owns them then.
    private static boolean isLetGo(int port) {
        long end = System.nanoTime() + LETTING_GO.toNanos();
        while (Ports.owner(port).isEmpty() && System.nanoTime() < end) {
            if (Ports.isFree(port)) {
                return true;
            }
        }
        return false;
    }
}
