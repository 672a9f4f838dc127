package dev.castellan.target.hosts;

import dev.castellan.kafka.config.AgentAccess;
import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.WorkerProperties;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.spec.AgentPort;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Security;
import dev.castellan.spec.WorkerPlaces;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.CarriedFiles;
import dev.castellan.target.Facts;
import dev.castellan.target.HostFacts;
import dev.castellan.target.Keyring;
import dev.castellan.target.NodeFacts;
import java.util.ArrayList;
import java.util.List;
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

    private final Facts facts;
    private final Keyring keyring;
    private final CarriedFiles carried;
    private final Supplier<SortedMap<String, Plugin>> plugins;

    /// With what a worker is started.
    ///
    /// @param bootstrap where the brokers listen
    /// @param port of its REST interface
    /// @param java the command that starts it
    record Start(String bootstrap, int port, String java) {}

    /// @param plugins those of the spec, by the name it gives them; fetched where they are not here yet
    HostWorkerFiles(Facts facts, Keyring keyring, CarriedFiles carried, Supplier<SortedMap<String, Plugin>> plugins) {
        this.facts = facts;
        this.keyring = keyring;
        this.carried = carried;
        this.plugins = plugins;
    }

    SortedMap<String, String> of(ClusterSpec spec, WorkerSpec worker, WorkerPlaces.Place place, Start start) {
        HostPaths paths = HostPaths.ofWorker(spec.name(), worker.id());
        SortedMap<String, Plugin> held = plugins.get();
        WorkerProperties.Place listening = new WorkerProperties.Place("", place.address(), start.port(), paths.tls());
        SortedMap<String, String> files = new TreeMap<>();
        files.put(
                WorkerProperties.FILE,
                PropertiesText.write(
                        Plugin.note(HostsBlueprint.NOTE, held),
                        WorkerProperties.of(
                                spec,
                                start.bootstrap(),
                                listening,
                                held.values().stream()
                                        .map(plugin -> PLUGINS + "/" + plugin.sha256())
                                        .distinct()
                                        .toList())));
        List<String> flags = new ArrayList<>();
        if (spec.security() != Security.none) {
            files.put(WorkerProperties.JAAS, WorkerProperties.jaas(HostsBlueprint.NOTE, paths.tls()));
            files.putAll(keyring.workers().shown(worker.name(), names(place, worker)));
            flags.add("-Djava.security.auth.login.config=" + paths.of(WorkerProperties.JAAS));
        }
        Supplier<AgentAccess> access = () -> keyring.agents().shown(worker, names(place, worker));
        flags.addAll(HostsAgent.flags(spec, AgentPort.of(spec, worker), paths, access));
        files.putAll(HostsAgent.files(spec, paths, access));
        files.putAll(forgotten(worker, place));
        files.putAll(carried.shown());
        files.put(HostPaths.JVM_OPTIONS, jvm(spec, heap(spec, worker, place), paths, flags));
        files.put(HostPaths.LOG4J, HostsLogging.of(spec.kafka().version(), HostsBlueprint.NOTE, paths.logs()));
        files.put(HostsBlueprint.UNIT, HostsUnit.ofWorker(HostsBlueprint.NOTE, paths, start.java()));
        HostFacts.Firewall firewall =
                facts.machine(place.host()).map(HostFacts::firewall).orElse(HostFacts.Firewall.NONE);
        files.putAll(MachineFiles.opening(HostsBlueprint.NOTE, paths, List.of(start.port()), firewall));
        if (place.node().isEmpty()) {
            files.putAll(MachineFiles.names(spec));
        }
        return files;
    }

    /// Of a worker that was given files and needs them no more the list becomes empty, and so they go.
    private SortedMap<String, String> forgotten(WorkerSpec worker, WorkerPlaces.Place place) {
        SortedMap<String, String> empty = new TreeMap<>();
        Optional.ofNullable(facts.workers().get(worker.id()))
                .filter(installed -> installed.host().equals(place.host()))
                .filter(installed -> installed.files().containsKey(CarriedFiles.FILE))
                .ifPresent(installed -> empty.put(CarriedFiles.FILE, ""));
        return empty;
    }

    /// By which a worker is reached.
    static List<String> names(WorkerPlaces.Place place, WorkerSpec worker) {
        return Stream.of(place.address(), worker.name(), place.host())
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

    /// Beside a node an eighth of the memory, up to 2 GiB: brokers of that machine come first. On a machine of its own
    /// a half, shared by the workers that live there, up to 4 GiB. In either case what runs a connector at all.
    private String heap(ClusterSpec spec, WorkerSpec worker, WorkerPlaces.Place place) {
        return worker.heap()
                .or(() -> spec.connect().heap())
                .orElseGet(() -> facts.machine(place.host())
                        .map(host -> {
                            long mebibytes = host.memoryBytes() >> 20;
                            return place.node().isPresent()
                                    ? heap(mebibytes / 8, 2048)
                                    : heap(mebibytes / 2 / neighbours(spec, place), 4096);
                        })
                        .orElse("512m"));
    }

    private static String heap(long mebibytes, int most) {
        return Math.max(256, Math.min(most, mebibytes / 64 * 64)) + "m";
    }

    private static long neighbours(ClusterSpec spec, WorkerPlaces.Place place) {
        return WorkerPlaces.of(spec).values().stream()
                .filter(other -> other.host().equals(place.host()))
                .count();
    }
}
