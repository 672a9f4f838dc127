package dev.castellan.kafka.knowledge;

import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.spec.KafkaVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Answers what a release of Kafka knows, by asking its own classes; each is loaded at the first question that needs
/// it.
///
/// For one thread at a time. Close it to let go of the classes.
public final class KafkaKnowledge implements AutoCloseable {
    private final KafkaVersion version;
    private final KafkaClasses classes;
    private @Nullable Definitions brokers;
    private @Nullable Definitions topics;
    private @Nullable Definitions producers;
    private @Nullable Definitions consumers;
    private @Nullable UpdateModes modes;
    private @Nullable Synonyms synonyms;
    private @Nullable BrokerCheck brokerCheck;

    private KafkaKnowledge(Distribution distribution) {
        this.version = distribution.version();
        this.classes = new KafkaClasses(distribution);
    }

    public static KafkaKnowledge of(Distribution distribution) {
        return new KafkaKnowledge(distribution);
    }

    /// What the release finds wrong with a node's properties.
    ///
    /// @param properties the node's complete `server.properties`
    /// @param userKeys the names the user wrote: only these are reported as unknown or deprecated
    /// @param pluginKeys the names a plugin reads: neither they nor their values are judged
    public List<ConfigFinding> checkBroker(
            Map<String, String> properties, Set<String> userKeys, Set<String> pluginKeys) {
        return brokerCheck().check(properties, userKeys, pluginKeys);
    }

    /// What the release finds wrong with the properties set on a topic.
    public List<ConfigFinding> checkTopic(Map<String, String> configs) {
        return new TopicCheck(version, classes, topics(), synonyms()).check(configs);
    }

    /// A broker's property, also behind a listener's prefix; empty if the release has none of that name.
    public Optional<ConfigFact> broker(String name) {
        return brokerCheck().fact(name, modes());
    }

    /// A topic's property; all of them change while the cluster runs.
    public Optional<ConfigFact> topic(String name) {
        return topics().fact(name, UpdateMode.CLUSTER_WIDE);
    }

    /// A producer's property; none of them changes while it runs.
    public Optional<ConfigFact> producer(String name) {
        return producers().fact(name, UpdateMode.READ_ONLY);
    }

    /// A consumer's property; none of them changes while it runs.
    public Optional<ConfigFact> consumer(String name) {
        return consumers().fact(name, UpdateMode.READ_ONLY);
    }

    /// What the release finds wrong with a producer's properties, by name, in Kafka's words.
    public Map<String, String> checkProducer(Map<String, String> properties) {
        return named(producers().complaints(properties), properties);
    }

    /// What the release finds wrong with a consumer's properties, by name, in Kafka's words.
    public Map<String, String> checkConsumer(Map<String, String> properties) {
        return named(consumers().complaints(properties), properties);
    }

    /// Not what is missing: whoever asks has given only some of the properties.
    private static Map<String, String> named(Map<String, String> complaints, Map<String, String> properties) {
        Map<String, String> named = new TreeMap<>(complaints);
        named.keySet().retainAll(properties.keySet());
        return named;
    }

    /// Formats the storage a node's properties name; what is formatted already stays as it is.
    ///
    /// @throws dev.castellan.problem.WorldRefused in Kafka's words, if it refuses
    public void format(FormatRequest request) {
        new Storage(classes).format(request);
    }

    /// The `metadata.version` that a cluster formatted by this release starts with, `4.3-IV0`.
    public String metadataVersion() {
        return classes.know(() -> {
            Object latest = classes.load("org.apache.kafka.server.common.MetadataVersion")
                    .getMethod("latestProduction")
                    .invoke(null);
            return String.valueOf(latest);
        });
    }

    /// The features that the release can use, by Kafka's name.
    public SortedMap<String, FeatureSpan> features() {
        return new FeatureLevels(classes).all();
    }

    /// What people call a level of `metadata.version`: `4.3-IV0`.
    public String metadataVersion(int level) {
        return new FeatureLevels(classes).metadataVersion(level);
    }

    /// What the release lets one do to a kind of resource, beside `All`, by Kafka's names for both: `TRANSACTIONAL_ID`
    /// gives `DESCRIBE`, `WRITE`. Empty where it does not say.
    public Set<String> operations(String resource) {
        return new AclKinds(classes).operations(resource);
    }

    /// What the release's Connect says about plugins.
    public PluginRules pluginRules() {
        return new PluginRules(classes);
    }

    @Override
    public void close() {
        classes.close();
    }

    private BrokerCheck brokerCheck() {
        if (brokerCheck == null) {
            brokerCheck = new BrokerCheck(version, classes, brokers(), synonyms());
        }
        return brokerCheck;
    }

    private Definitions brokers() {
        if (brokers == null) {
            brokers = Definitions.broker(classes);
        }
        return brokers;
    }

    private Definitions topics() {
        if (topics == null) {
            topics = Definitions.topic(classes);
        }
        return topics;
    }

    private Definitions producers() {
        if (producers == null) {
            producers = Definitions.producer(classes);
        }
        return producers;
    }

    private Definitions consumers() {
        if (consumers == null) {
            consumers = Definitions.consumer(classes);
        }
        return consumers;
    }

    private UpdateModes modes() {
        if (modes == null) {
            modes = UpdateModes.of(classes);
        }
        return modes;
    }

    private Synonyms synonyms() {
        if (synonyms == null) {
            synonyms = Synonyms.of(classes);
        }
        return synonyms;
    }
}
