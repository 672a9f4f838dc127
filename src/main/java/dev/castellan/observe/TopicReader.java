package dev.castellan.observe;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.PartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/// Turns what Kafka answered about topics into this room's words.
final class TopicReader {
    private final Map<ConfigResource, Config> settings;
    private final Map<TopicPartition, PartitionReassignment> moving;

    TopicReader(Map<ConfigResource, Config> settings, Map<TopicPartition, PartitionReassignment> moving) {
        this.settings = settings;
        this.moving = moving;
    }

    SortedMap<String, Live.Topic> topics(Collection<TopicDescription> descriptions) {
        SortedMap<String, Live.Topic> topics = new TreeMap<>();
        for (TopicDescription topic : descriptions) {
            Config config = settings.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()));
            topics.put(
                    topic.name(),
                    new Live.Topic(
                            topic.name(),
                            topic.isInternal(),
                            topic.partitions().stream()
                                    .map(info -> partition(topic.name(), info))
                                    .toList(),
                            LiveReader.dynamic(config, ConfigSource.DYNAMIC_TOPIC_CONFIG),
                            retention(config),
                            (int) number(config, "min.insync.replicas", 1)));
        }
        return topics;
    }

    private static Live.Retention retention(@Nullable Config config) {
        return new Live.Retention(
                number(config, "retention.ms", -1),
                number(config, "retention.bytes", -1),
                Doubt.words(value(config, "cleanup.policy")));
    }

    private static String value(@Nullable Config config, String name) {
        ConfigEntry entry = config == null ? null : config.get(name);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    private static long number(@Nullable Config config, String name, long otherwise) {
        String value = value(config, name);
        return value.isEmpty() ? otherwise : Long.parseLong(value);
    }

    private Live.Partition partition(String topic, TopicPartitionInfo info) {
        Node leader = info.leader();
        PartitionReassignment move = moving.get(new TopicPartition(topic, info.partition()));
        return new Live.Partition(
                topic,
                info.partition(),
                leader == null || leader.isEmpty() ? OptionalInt.empty() : OptionalInt.of(leader.id()),
                info.replicas().stream().map(Node::id).toList(),
                info.isr().stream().map(Node::id).toList(),
                move == null ? List.of() : move.addingReplicas(),
                move == null ? List.of() : move.removingReplicas());
    }
}
