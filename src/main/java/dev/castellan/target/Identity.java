package dev.castellan.target;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a cluster is called by Kafka: chosen once, before the first format, and never again.
///
/// @param clusterId Kafka's `cluster.id`
/// @param directoryIds the metadata directory's id of every first controller, by node id (KIP-853)
public record Identity(String clusterId, SortedMap<Integer, String> directoryIds) {
    public Identity {
        directoryIds = Collections.unmodifiableSortedMap(new TreeMap<>(directoryIds));
    }
}
