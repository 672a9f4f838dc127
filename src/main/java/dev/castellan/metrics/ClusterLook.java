package dev.castellan.metrics;

import dev.castellan.kafka.client.LogDirectories;
import dev.castellan.observe.Live;
import dev.castellan.target.Facts;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What was read of a cluster at one moment.
///
/// @param live what the cluster says of itself
/// @param facts what is true of its nodes; empty where they cannot be reached, or Castellan does not keep them
/// @param directories of brokers, by path
public record ClusterLook(
        Live live,
        Optional<Facts> facts,
        SortedMap<Integer, SortedMap<String, LogDirectories.Directory>> directories,
        Change change) {
    /// Whether somebody changes the cluster.
    public enum Change {
        UNDER_WAY,
        NONE,
        UNKNOWN
    }

    public ClusterLook {
        directories = Collections.unmodifiableSortedMap(new TreeMap<>(directories));
    }
}
