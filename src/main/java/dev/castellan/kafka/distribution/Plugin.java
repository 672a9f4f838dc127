package dev.castellan.kafka.distribution;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

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

    /// What stands above the properties of a worker: a note, and which plugins these are.
    ///
    /// @param plugins by the name that the spec gives them
    public static String note(String note, SortedMap<String, Plugin> plugins) {
        StringBuilder text = new StringBuilder(note);
        plugins.forEach((name, plugin) -> text.append("\nplugin ")
                .append(name)
                .append(": ")
                .append(plugin.name())
                .append(", sha256 ")
                .append(plugin.sha256()));
        return text.toString();
    }
}
