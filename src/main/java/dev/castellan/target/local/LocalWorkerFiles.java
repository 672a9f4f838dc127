package dev.castellan.target.local;

import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.WorkerProperties;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.WorkerSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The files of a worker of Kafka Connect on this machine.
///
/// Plugins are used where they were fetched to, each kept by its content: another content is another path, and so
/// another file, and the worker is started again.
final class LocalWorkerFiles {
    private final ClusterFolder folder;
    private final Supplier<SortedMap<String, Plugin>> plugins;

    /// @param plugins those of the spec, by the name it gives them; fetched where they are not here yet
    LocalWorkerFiles(ClusterFolder folder, Supplier<SortedMap<String, Plugin>> plugins) {
        this.folder = folder;
        this.plugins = plugins;
    }

    SortedMap<String, String> of(ClusterSpec spec, WorkerSpec worker, String bootstrap, int port, String classPath) {
        SortedMap<String, Plugin> held = plugins.get();
        List<String> paths = held.values().stream()
                .map(Plugin::directory)
                .map(Path::toString)
                .distinct()
                .toList();
        SortedMap<String, String> files = new TreeMap<>();
        files.put(
                WorkerProperties.FILE,
                PropertiesText.write(
                        note(held), WorkerProperties.of(spec, bootstrap, LocalBlueprint.HOST, port, paths)));
        String heap = worker.heap().or(() -> spec.connect().heap()).orElse(LocalBlueprint.HEAP);
        Path logs = folder.workerLogs(worker.id());
        files.put(LocalBlueprint.JVM_OPTIONS, LocalBlueprint.jvm(spec, heap, logs, List.of(), classPath));
        files.put(LocalBlueprint.LOG4J, LocalBlueprint.log4j(spec.kafka().version(), logs));
        return files;
    }

    private static String note(SortedMap<String, Plugin> held) {
        StringBuilder note = new StringBuilder(LocalBlueprint.NOTE);
        held.forEach((name, plugin) -> note.append("\nplugin ")
                .append(name)
                .append(": ")
                .append(plugin.name())
                .append(", sha256 ")
                .append(plugin.sha256()));
        return note.toString();
    }
}
