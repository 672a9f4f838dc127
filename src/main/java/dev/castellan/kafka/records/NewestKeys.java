package dev.castellan.kafka.records;

import dev.castellan.kafka.client.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Looks whether the newest records of a topic have keys.
public final class NewestKeys {
    /// So many offsets of each partition are looked at.
    private static final int SAMPLE = 10;

    private static final Duration POLL = Duration.ofMillis(200);

    private NewestKeys() {}

    /// What a partition holds.
    ///
    /// @param end behind the newest record
    public record Span(long first, long end) {
        private long from() {
            return Math.max(first, end - SAMPLE);
        }
    }

    /// How many records with a key are among the newest; at least one is enough to know.
    ///
    /// @return empty where it could not be found out within the connection's bound
    public static Optional<Long> count(KafkaConnection connection, Map<TopicPartition, Span> spans) {
        Map<TopicPartition, Span> unread = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        spans.forEach((place, span) -> {
            if (span.end() > span.first()) {
                unread.put(place, span);
            }
        });
        if (unread.isEmpty()) {
            return Optional.of(0L);
        }
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        Map<String, Object> properties = connection.clientProperties();
        properties.put("enable.auto.commit", "false");
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes);
        try {
            consumer.assign(unread.keySet());
            unread.forEach((place, span) -> consumer.seek(place, span.from()));
            return read(consumer, unread, System.nanoTime() + connection.bound().toNanos());
        } catch (KafkaException e) {
            return Optional.empty();
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private static Optional<Long> read(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Span> unread, long until) {
        long keyed = 0;
        while (!unread.isEmpty() && System.nanoTime() < until) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                keyed += record.key() == null ? 0 : 1;
            }
            // Offsets may be the marks of transactions, which are no records: the position tells.
            unread.entrySet()
                    .removeIf(entry -> consumer.position(entry.getKey())
                            >= entry.getValue().end());
            if (keyed > 0) {
                return Optional.of(keyed);
            }
        }
        return unread.isEmpty() ? Optional.of(0L) : Optional.empty();
    }
}
