package dev.castellan.target;

import dev.castellan.kafka.config.PropertiesText;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a cluster is called by Kafka: chosen once, before the first format, and never again.
///
/// @param clusterId Kafka's `cluster.id`
/// @param directoryIds the metadata directory's id of every first controller, by node id (KIP-853)
public record Identity(String clusterId, SortedMap<Integer, String> directoryIds) {
    private static final String DIRECTORY = "directory.id.";

    public Identity {
        directoryIds = Collections.unmodifiableSortedMap(new TreeMap<>(directoryIds));
    }

    /// As a properties file, for whoever keeps it.
    public String text() {
        SortedMap<String, String> properties = new TreeMap<>();
        properties.put("cluster.id", clusterId);
        directoryIds.forEach((node, id) -> properties.put(DIRECTORY + node, id));
        return PropertiesText.write("Chosen once by Castellan; Kafka's storage is formatted with it.", properties);
    }

    /// Reads back what [#text] wrote.
    public static Identity parse(String text) {
        Map<String, String> properties = PropertiesText.read(text);
        SortedMap<Integer, String> directories = new TreeMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(DIRECTORY)) {
                directories.put(Integer.parseInt(key.substring(DIRECTORY.length())), value);
            }
        });
        return new Identity(properties.getOrDefault("cluster.id", ""), directories);
    }
}
