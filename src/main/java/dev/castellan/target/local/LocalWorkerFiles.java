package dev.castellan.target.local;

import dev.castellan.kafka.config.AgentRules;
import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.WorkerProperties;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Security;
import dev.castellan.spec.WorkerSpec;
import dev.castellan.target.Keyring;
import dev.castellan.target.SourceLogins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The files of a worker of Kafka Connect on this machine.
///
/// Plugins are used where they were fetched to, each kept by its content: another content is another path, and so
/// another file, and the worker is started again.
final class LocalWorkerFiles {
    private final ClusterFolder folder;
    private final Keyring keyring;
    private final SourceLogins sources;
    private final Supplier<SortedMap<String, Plugin>> plugins;
    private final Optional<LocalBlueprint.Agent> agent;

    /// @param sources how mirrors log in elsewhere
    /// @param plugins those of the spec, by the name it gives them; fetched where they are not here yet
    /// @param agent empty where the spec wants none
    LocalWorkerFiles(
            ClusterFolder folder,
            Keyring keyring,
            SourceLogins sources,
            Supplier<SortedMap<String, Plugin>> plugins,
            Optional<LocalBlueprint.Agent> agent) {
        this.folder = folder;
        this.keyring = keyring;
        this.sources = sources;
        this.plugins = plugins;
        this.agent = agent;
    }

    SortedMap<String, String> of(ClusterSpec spec, WorkerSpec worker, String bootstrap, int port, String classPath) {
        SortedMap<String, Plugin> held = plugins.get();
        List<String> paths = held.values().stream()
                .map(Plugin::directory)
                .map(Path::toString)
                .distinct()
                .toList();
        SortedMap<String, String> files = new TreeMap<>();
        WorkerProperties.Place place = new WorkerProperties.Place(
                LocalBlueprint.HOST,
                LocalBlueprint.HOST,
                port,
                folder.workerTls(worker.id()).toString());
        files.put(
                WorkerProperties.FILE,
                PropertiesText.write(
                        Plugin.note(LocalBlueprint.NOTE, held), WorkerProperties.of(spec, bootstrap, place, paths)));
        List<String> flags = new ArrayList<>();
        if (spec.security() != Security.none) {
            files.put(WorkerProperties.JAAS, WorkerProperties.jaas(LocalBlueprint.NOTE, place.certificates()));
            files.putAll(keyring.workers().shown(worker.name(), names(worker.name())));
            flags.add("-Djava.security.auth.login.config="
                    + folder.worker(worker.id()).resolve(WorkerProperties.JAAS));
        }
        agent.ifPresent(here -> {
            files.put(AgentRules.FILE, AgentRules.text());
            flags.add(here.flag(worker.name(), folder.worker(worker.id())));
        });
        files.putAll(sources.shown());
        String heap = worker.heap().or(() -> spec.connect().heap()).orElse(LocalBlueprint.HEAP);
        Path logs = folder.workerLogs(worker.id());
        files.put(LocalBlueprint.JVM_OPTIONS, LocalBlueprint.jvm(spec, heap, logs, flags, classPath));
        files.put(LocalBlueprint.LOG4J, LocalBlueprint.log4j(spec.kafka().version(), logs));
        return files;
    }

    /// By which a worker is reached.
    static List<String> names(String worker) {
        return List.of(LocalBlueprint.HOST, "localhost", worker);
    }
}
