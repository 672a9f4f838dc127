package dev.castellan.observe;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.MirrorConnectors;
import dev.castellan.spec.TopicSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A question about what a topic holds, asked only where a spec would destroy or disturb it. What the answer is worth
/// is the planner's to say.
public sealed interface Doubt {
    String topic();

    /// What it holds, because it would be deleted.
    record Contents(String topic) implements Doubt {}

    /// What is older than that many milliseconds, because it would be kept no longer.
    record Older(String topic, long millis) implements Doubt {}

    /// What lies beyond that many bytes of a partition, because no more would be kept.
    record Beyond(String topic, long bytes) implements Doubt {}

    /// Whether its newest records have keys, because they would go to other partitions than those before.
    record Keys(String topic) implements Doubt {}

    /// How much disks hold and take, because replicas would move. It is about all topics.
    record Space() implements Doubt {
        @Override
        public String topic() {
            return "";
        }
    }

    /// All doubts, those about disks too where brokers come or go.
    static List<Doubt> all(ClusterSpec wanted, Live.Awake have) {
        List<Doubt> doubts = new ArrayList<>(of(wanted, have));
        boolean grows =
                wanted.brokers().stream().anyMatch(node -> !have.brokers().contains(node.id()));
        boolean lessRoles = wanted.nodes().stream()
                .anyMatch(node -> !node.isBroker() && have.brokers().contains(node.id()));
        if (grows || lessRoles || !wanted.members().retire().isEmpty()) {
            doubts.add(new Space());
        }
        return doubts;
    }

    /// The doubts about what topics hold, in the order of topics. The same cluster and spec give the same doubts.
    static List<Doubt> of(ClusterSpec wanted, Live.Awake have) {
        List<Doubt> doubts = new ArrayList<>();
        Map<String, TopicSpec> specs = wanted.topicsByName();
        boolean prunes = wanted.prune().contains(ClusterSpec.Kind.topics);
        for (Live.Topic topic : have.topics().values()) {
            TopicSpec spec = specs.get(topic.name());
            if (spec != null) {
                if (spec.partitions().orElse(0) > topic.partitions().size()) {
                    doubts.add(new Keys(topic.name()));
                }
                doubts.addAll(retention(topic, wanted(wanted, have, spec, topic)));
            } else if (isManaged(topic)) {
                TopicSpec silent = TopicSpec.of(topic.name(), 1, 1, Map.of());
                doubts.addAll(
                        prunes && !MirrorConnectors.make(wanted, topic.name())
                                ? List.of(new Contents(topic.name()))
                                : retention(topic, wanted(wanted, have, silent, topic)));
            }
        }
        return doubts;
    }

    /// Kafka's own topics, and those of Castellan, are nobody's to name or to delete.
    static boolean isManaged(Live.Topic topic) {
        return !topic.internal() && !topic.isCastellans();
    }

    private static List<Doubt> retention(Live.Topic topic, Live.Retention then) {
        Live.Retention now = topic.retention();
        List<Doubt> doubts = new ArrayList<>();
        if (then.cleanup().contains("delete")) {
            boolean newly = !now.cleanup().contains("delete");
            if (then.millis() >= 0 && (newly || now.millis() < 0 || then.millis() < now.millis())) {
                doubts.add(new Older(topic.name(), then.millis()));
            }
            if (then.bytes() >= 0 && (newly || now.bytes() < 0 || then.bytes() < now.bytes())) {
                doubts.add(new Beyond(topic.name(), then.bytes()));
            }
        }
        return doubts;
    }

    /// What the spec makes of a topic's retention: its own properties first, then those set on the topic, which are
    /// left alone, then those of the brokers.
    private static Live.Retention wanted(ClusterSpec wanted, Live.Awake have, TopicSpec spec, Live.Topic topic) {
        Live.Retention now = topic.retention();
        // A value that somebody has set while brokers run stays, unless the spec sets the same property.
        Map<String, String> brokers = new HashMap<>(have.clusterConfig());
        brokers.putAll(wanted.config());
        return new Live.Retention(
                first(
                        now.millis(),
                        Stream.of(
                                number(spec.config(), "retention.ms", 1),
                                number(topic.config(), "retention.ms", 1),
                                number(brokers, "log.retention.ms", 1),
                                number(brokers, "log.retention.minutes", 60_000),
                                number(brokers, "log.retention.hours", 3_600_000))),
                first(
                        now.bytes(),
                        Stream.of(
                                number(spec.config(), "retention.bytes", 1),
                                number(topic.config(), "retention.bytes", 1),
                                number(brokers, "log.retention.bytes", 1))),
                first(
                        now.cleanup(),
                        Stream.of(
                                words(spec.config(), "cleanup.policy"),
                                words(topic.config(), "cleanup.policy"),
                                words(brokers, "log.cleanup.policy"))));
    }

    private static <T> T first(T otherwise, Stream<List<T>> choices) {
        return choices.flatMap(List::stream).findFirst().orElse(otherwise);
    }

    /// One value or none; Kafka refuses what is no number.
    private static List<Long> number(Map<String, String> config, String name, long unit) {
        String text = config.getOrDefault(name, "").strip();
        if (!text.matches("-?\\d{1,19}")) {
            return List.of();
        }
        BigInteger value = new BigInteger(text).multiply(BigInteger.valueOf(unit));
        return List.of(value.bitLength() < Long.SIZE ? value.longValue() : Long.MAX_VALUE);
    }

    private static List<Set<String>> words(Map<String, String> config, String name) {
        String text = config.getOrDefault(name, "");
        return text.isBlank() ? List.of() : List.of(words(text));
    }

    /// The words of a `cleanup.policy`.
    static Set<String> words(String policy) {
        Set<String> words = new HashSet<>();
        Stream.of(policy.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .forEach(words::add);
        return words;
    }
}
