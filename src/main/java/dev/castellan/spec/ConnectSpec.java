package dev.castellan.spec;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Workers of Kafka Connect, and what runs on them.
///
/// @param workers who runs connectors; none where the spec says nothing of Connect
/// @param plugins where each comes from, by the name that the spec gives it: Maven coordinates, or a path
/// @param config worker properties that the user overrides, by Connect's names
/// @param mirrors of other clusters, which more connectors come from, see [MirrorConnectors]
/// @param heap of every worker's JVM; empty for what suits the place where it lives
/// @param carried files beside the spec that connectors and mirrors refer to and that workers on other machines get:
///     their paths, by the names that they have there
public record ConnectSpec(
        List<WorkerSpec> workers,
        SortedMap<String, String> plugins,
        Map<String, String> config,
        Optional<String> heap,
        List<ConnectorSpec> connectors,
        List<MirrorSpec> mirrors,
        SortedMap<String, String> carried) {
    public static final ConnectSpec NONE = new ConnectSpec(
            List.of(), new TreeMap<>(), Map.of(), Optional.empty(), List.of(), List.of(), new TreeMap<>());

    /// Where carried files lie, below the folder that a worker runs in.
    public static final String CARRIED = "carried";

    /// By these names workers find each other: those of Connect's own sample.
    public static final String GROUP = "connect-cluster";

    /// Whom a cluster with TLS takes workers for.
    public static final String USER = "connect";

    public static final String CONFIGS = "connect-configs";
    public static final String OFFSETS = "connect-offsets";
    public static final String STATUS = "connect-status";

    /// Partitions of the topics in which workers keep what they know, as Connect itself would make them.
    static final SortedMap<String, Integer> TOPICS =
            Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(CONFIGS, 1, OFFSETS, 25, STATUS, 5)));

    public ConnectSpec {
        workers = List.copyOf(workers);
        plugins = Collections.unmodifiableSortedMap(new TreeMap<>(plugins));
        config = Map.copyOf(config);
        connectors = List.copyOf(connectors);
        mirrors = List.copyOf(mirrors);
        carried = Collections.unmodifiableSortedMap(new TreeMap<>(carried));
    }

    /// The same with more known of the sources of its mirrors.
    public ConnectSpec with(List<MirrorSpec> known) {
        return new ConnectSpec(workers, plugins, config, heap, connectors, known, carried);
    }

    /// The same with every value that connectors and mirrors are given changed, and the files that these refer to.
    ConnectSpec with(UnaryOperator<String> change, SortedMap<String, String> files) {
        return new ConnectSpec(
                workers,
                plugins,
                config,
                heap,
                connectors.stream()
                        .map(connector -> new ConnectorSpec(
                                connector.name(),
                                changed(connector.config(), change),
                                connector.state(),
                                connector.location()))
                        .toList(),
                mirrors.stream()
                        .map(mirror -> mirror.with(changed(mirror.config(), change)))
                        .toList(),
                files);
    }

    private static SortedMap<String, String> changed(Map<String, String> config, UnaryOperator<String> change) {
        SortedMap<String, String> changed = new TreeMap<>(config);
        changed.replaceAll((name, value) -> change.apply(value));
        return changed;
    }

    /// A file's name on the machine of a worker: all of them lie in one directory there.
    static String carriedName(String path) {
        return path.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /// What a connector or a mirror is given, as it would be for a worker on this machine.
    ///
    /// @param folder of the spec, from the root
    public SortedMap<String, String> here(Map<String, String> given, String folder) {
        SortedMap<String, String> config = new TreeMap<>(given);
        carried.forEach((name, path) -> config.replaceAll((property, value) ->
                value.replace("${file:" + CARRIED + "/" + name + ":", "${file:" + folder + "/" + path + ":")));
        return config;
    }

    public boolean isNone() {
        return workers.isEmpty();
    }
}
