package dev.castellan.kafka.knowledge;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The features that a release of Kafka can use, and their levels.
final class FeatureLevels {
    private static final String METADATA_VERSION = "org.apache.kafka.server.common.MetadataVersion";

    private final KafkaClasses classes;

    FeatureLevels(KafkaClasses classes) {
        this.classes = classes;
    }

    /// By Kafka's name, what is fit for production.
    SortedMap<String, FeatureSpan> all() {
        return classes.know(() -> {
            SortedMap<String, FeatureSpan> spans = new TreeMap<>();
            Class<?> metadata = classes.load(METADATA_VERSION);
            spans.put("metadata.version", new FeatureSpan(level(oldest(metadata)), level(newest(metadata))));
            Class<?> feature = classes.load(
                    classes.has("org.apache.kafka.server.common.Feature")
                            ? "org.apache.kafka.server.common.Feature"
                            : "org.apache.kafka.server.common.Features");
            for (Object one : (List<?>) feature.getField("PRODUCTION_FEATURES").get(null)) {
                String name = String.valueOf(feature.getMethod("featureName").invoke(one));
                short newest = (Short) feature.getMethod("latestProduction").invoke(one);
                spans.put(name, new FeatureSpan(0, newest));
            }
            return spans;
        });
    }

    /// `4.3-IV0` for a level of `metadata.version`.
    String metadataVersion(int level) {
        return classes.know(() -> String.valueOf(classes.load(METADATA_VERSION)
                .getMethod("fromFeatureLevel", short.class)
                .invoke(null, (short) level)));
    }

    private static Object newest(Class<?> metadata) throws ReflectiveOperationException {
        return metadata.getMethod("latestProduction").invoke(null);
    }

    /// Releases before 4.0 name it otherwise, as they could still be led by ZooKeeper.
    private static Object oldest(Class<?> metadata) throws ReflectiveOperationException {
        try {
            return metadata.getField("MINIMUM_VERSION").get(null);
        } catch (NoSuchFieldException e) {
            return metadata.getField("MINIMUM_KRAFT_VERSION").get(null);
        }
    }

    private static int level(Object version) throws ReflectiveOperationException {
        return (Short) version.getClass().getMethod("featureLevel").invoke(version);
    }
}
