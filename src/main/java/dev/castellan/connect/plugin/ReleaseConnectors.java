package dev.castellan.connect.plugin;

import dev.castellan.connect.link.Held;
import dev.castellan.kafka.distribution.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Connectors that a release of Kafka brings itself, by the manifests of its jars.
public final class ReleaseConnectors {
    private static final Map<String, String> KINDS = Map.of(
            "org.apache.kafka.connect.source.SourceConnector", "source connector",
            "org.apache.kafka.connect.sink.SinkConnector", "sink connector");

    private ReleaseConnectors() {}

    /// @throws WorldRefused when a jar cannot be read
    public static List<Held> of(Distribution release) {
        List<Held> connectors = new ArrayList<>();
        try (Jars jars = Jars.open(release.jars())) {
            new TreeMap<>(KINDS)
                    .forEach((service, kind) -> jars.services()
                            .getOrDefault(service, Set.of())
                            .forEach(name -> connectors.add(new Held(kind, name, true))));
        }
        return connectors;
    }
}
