package dev.castellan.target.hosts;

import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.WorkerProperties;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Security;
import dev.castellan.spec.WorkerPlaces;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.HostFacts;
import dev.castellan.target.Keyring;
import dev.castellan.target.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The files of a worker of Kafka Connect on a host.
///
/// A plugin lies under its checksum: another content is another path, and so another file, and the worker is started
/// again.
final class HostWorkerFiles {
    /// Where plugins lie on a host, each under its checksum.
    static final String PLUGINS = "/opt/castellan/plugins";

    private final Map<Integer, HostFacts> hosts;
    private final Keyring keyring;
    private final Supplier<SortedMap<String, Plugin>> plugins;

    /// @param hosts the machine of each node
    /// @param plugins those of the spec, by the name it gives them; fetched where they are not here yet
    HostWorkerFiles(Map<Integer, HostFacts> hosts, Keyring keyring, Supplier<SortedMap<String, Plugin>> plugins) {
        this.hosts = hosts;
        this.keyring = keyring;
        this.plugins = plugins;
    }

    /// @param java the command that starts it
    SortedMap<String, String> of(ClusterSpec spec, WorkerSpec worker, String bootstrap, int port, String java) {
        NodeSpec beside = Objects.requireNonNull(WorkerPlaces.of(spec).get(worker.id()), worker.name());
        HostPaths paths = HostPaths.ofWorker(spec.name(), worker.id());
        SortedMap<String, Plugin> held = plugins.get();
        WorkerProperties.Place place =
                new WorkerProperties.Place("", HostsTarget.advertised(beside), port, paths.tls());
        SortedMap<String, String> files = new TreeMap<>();
        files.put(
                WorkerProperties.FILE,
                PropertiesText.write(
                        Plugin.note(HostsBlueprint.NOTE, held),
                        WorkerProperties.of(
                                spec,
                                bootstrap,
                                place,
                                held.values().stream()
                                        .map(plugin -> PLUGINS + "/" + plugin.sha256())
                                        .distinct()
                                        .toList())));
        List<String> flags = new ArrayList<>();
        if (spec.security() != Security.none) {
            files.put(WorkerProperties.JAAS, WorkerProperties.jaas(HostsBlueprint.NOTE, paths.tls()));
            files.putAll(keyring.workers().shown(worker.name(), names(beside, worker)));
            flags.add("-Djava.security.auth.login.config=" + paths.of(WorkerProperties.JAAS));
        }
        files.put(HostPaths.JVM_OPTIONS, jvm(spec, heap(spec, worker, beside), paths, flags));
        files.put(HostPaths.LOG4J, HostsLogging.of(spec.kafka().version(), HostsBlueprint.NOTE, paths.logs()));
        files.put(HostsBlueprint.UNIT, HostsUnit.ofWorker(HostsBlueprint.NOTE, paths, java));
        HostFacts host = hosts.get(beside.id());
        files.putAll(MachineFiles.opening(
                HostsBlueprint.NOTE, paths, List.of(port), host == null ? HostFacts.Firewall.NONE : host.firewall()));
        return files;
    }

    /// By which a worker is reached.
    static List<String> names(NodeSpec beside, WorkerSpec worker) {
        return Stream.of(
                        Stream.of(HostsTarget.advertised(beside), worker.name()),
                        beside.host().stream(),
                        beside.advertise().stream())
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    private static String jvm(ClusterSpec spec, String heap, HostPaths paths, List<String> further) {
        StringBuilder text = new StringBuilder();
        Stream.concat(
                        Stream.of(
                                "-Xms" + heap,
                                "-Xmx" + heap,
                                "-XX:+UseG1GC",
                                "-XX:MaxGCPauseMillis=20",
                                "-XX:InitiatingHeapOccupancyPercent=35",
                                "-XX:+ExplicitGCInvokesConcurrent",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-Djava.awt.headless=true",
                                NodeFacts.VERSION_FLAG + spec.kafka().version(),
                                "-Dkafka.logs.dir=" + paths.logs()),
                        further.stream())
                .forEach(flag -> text.append('"').append(flag).append("\"\n"));
        return text + "-cp\n\"" + HostsBlueprint.libraries(spec.kafka().version()) + "\"\n";
    }

    /// An eighth of the memory, between what runs a connector at all and 2 GiB: brokers of that machine come first.
    private String heap(ClusterSpec spec, WorkerSpec worker, NodeSpec beside) {
        return worker.heap()
                .or(() -> spec.connect().heap())
                .orElseGet(() -> Optional.ofNullable(hosts.get(beside.id()))
                        .map(host -> Math.max(256, Math.min(2048, (host.memoryBytes() >> 23) / 64 * 64)) + "m")
                        .orElse("512m"));
    }
}
