package dev.castellan.kafka.distribution;

import java.nio.file.Path;
import java.util.List;

/// A plugin of Kafka Connect on this machine: jars that Connect loads together, apart from those of other plugins.
///
/// @param name what people call it, `debezium-connector-postgres 3.6.1.Final`
/// @param directory where it lies; the jars are in its `libs`
/// @param jars absolute, sorted by name
/// @param sha256 of the names and checksums of all jars: two plugins of the same content have the same
public record Plugin(String name, Path directory, List<Path> jars, String sha256) {
    public Plugin {
        jars = jars.stream().sorted().toList();
    }
}
