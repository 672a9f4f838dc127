package dev.castellan.metrics;

import dev.castellan.kafka.client.LogDirectories;
import dev.castellan.observe.Live;
import dev.castellan.observe.LiveConnect;
import dev.castellan.target.Facts;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What was read of a cluster at one moment.
///
/// @param live what the cluster says of itself
/// @param voice who answers; more than `live` can say of a cluster without a controller
/// @param facts what is true of its nodes; empty where they cannot be reached, or Castellan does not keep them
/// @param directories of brokers, by path
/// @param connect what workers of Kafka Connect say of their connectors
public record ClusterLook(
        Live live,
        Voice voice,
        Optional<Facts> facts,
        SortedMap<Integer, SortedMap<String, LogDirectories.Directory>> directories,
        LiveConnect connect,
        Change change) {
    /// Who answers.
    public enum Voice {
        /// Somebody; `live` says what.
        BROKERS,
        /// Brokers, from what they knew before: no controller leads, so most questions have no answer.
        BROKERS_ALONE,
        NOBODY
    }

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
