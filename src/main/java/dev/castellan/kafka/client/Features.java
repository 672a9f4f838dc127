package dev.castellan.kafka.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.FeatureMetadata;

/// The feature levels of a cluster: what is agreed on, and what its brokers could do.
///
/// @param epoch raised by every change of a level
public record Features(Optional<Long> epoch, List<Feature> features) {
    public Features {
        features = List.copyOf(features);
    }

    /// One feature.
    ///
    /// @param finalized the level in force; empty (like level 0) when the feature is off
    /// @param lowest the lowest level the broker that was asked supports
    public record Feature(String name, Optional<Short> finalized, Optional<Short> lowest, Optional<Short> highest) {}

    public static Features read(KafkaConnection connection) {
        return of(connection.await(connection.admin().describeFeatures().featureMetadata()));
    }

    static Features of(FeatureMetadata metadata) {
        SortedSet<String> names = new TreeSet<>(metadata.supportedFeatures().keySet());
        names.addAll(metadata.finalizedFeatures().keySet());
        List<Feature> features = new ArrayList<>();
        for (String name : names) {
            var supported = Optional.ofNullable(metadata.supportedFeatures().get(name));
            var finalized = Optional.ofNullable(metadata.finalizedFeatures().get(name));
            features.add(new Feature(
                    name,
                    finalized.map(range -> range.maxVersionLevel()),
                    supported.map(range -> range.minVersion()),
                    supported.map(range -> range.maxVersion())));
        }
        return new Features(metadata.finalizedFeaturesEpoch(), features);
    }
}
