package dev.castellan.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Topics with records, and groups that have read some of them, on a real cluster.
public final class RealGroups {
    static final int TOPICS = 1000;
    static final int PARTITIONS = 3;
    static final int GROUPS = 200;

    private static final int TOPICS_OF_A_GROUP = 15;
    private static final int AT_ONCE = 250;

    private RealGroups() {}

    /// Creates them: two records in each partition, of which each group has read one.
    ///
    /// @param arguments where a broker listens
    public static void main(String[] arguments) throws Exception {
        String server = arguments[0];
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", server))) {
            for (int first = 0; first < TOPICS; first += AT_ONCE) {
                List<NewTopic> topics = IntStream.range(first, first + AT_ONCE)
                        .mapToObj(topic -> new NewTopic(name(topic), PARTITIONS, (short) 1))
                        .toList();
                admin.createTopics(topics).all().get(60, TimeUnit.SECONDS);
            }
            write(server);
            for (int group = 0; group < GROUPS; group++) {
                admin.alterConsumerGroupOffsets("group-" + group, read(group))
                        .all()
                        .get(60, TimeUnit.SECONDS);
            }
        }
    }

    private static void write(String server) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", server), bytes, bytes)) {
            IntStream.range(0, TOPICS * PARTITIONS * 2)
                    .mapToObj(record -> new ProducerRecord<byte[], byte[]>(
                            name(record / 2 / PARTITIONS), record / 2 % PARTITIONS, null, new byte[100]))
                    .forEach(producer::send);
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> read(int group) {
        Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
        for (int topic = 0; topic < TOPICS_OF_A_GROUP; topic++) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                read.put(new TopicPartition(name((group * 5 + topic) % TOPICS), partition), new OffsetAndMetadata(1L));
            }
        }
        return read;
    }

    private static String name(int topic) {
        return "topic-" + topic;
    }
}
