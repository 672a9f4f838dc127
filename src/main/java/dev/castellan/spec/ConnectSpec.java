package dev.castellan.spec;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Workers of Kafka Connect, and what runs on them.
///
/// @param workers who runs connectors; none where the spec says nothing of Connect
/// @param plugins where each comes from, by the name that the spec gives it: Maven coordinates, or a path
/// @param config worker properties that the user overrides, by Connect's names
/// @param mirrors of other clusters, which more connectors come from, see [MirrorConnectors]
/// @param heap of every worker's JVM; empty for what suits the place where it lives
public record ConnectSpec(
        List<WorkerSpec> workers,
        SortedMap<String, String> plugins,
        Map<String, String> config,
        Optional<String> heap,
        List<ConnectorSpec> connectors,
        List<MirrorSpec> mirrors) {
    public static final ConnectSpec NONE =
            new ConnectSpec(List.of(), new TreeMap<>(), Map.of(), Optional.empty(), List.of(), List.of());

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
    }

    /// The same with more known of the sources of its mirrors.
    public ConnectSpec with(List<MirrorSpec> known) {
        return new ConnectSpec(workers, plugins, config, heap, connectors, known);
    }

    public boolean isNone() {
        return workers.isEmpty();
    }
}
