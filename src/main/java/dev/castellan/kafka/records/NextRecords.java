package dev.castellan.kafka.records;

import dev.castellan.kafka.client.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Looks whether there is a record from an offset on: the marks of transactions, and records of those that
/// were taken back, take offsets too and are none.
public final class NextRecords {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private NextRecords() {}

    /// From where to look, and where the partition ended.
    public record Span(long from, long to) {}

    /// The offset of the first record of each, or the end where there is none.
    ///
    /// @return without those that did not answer, may not be read, or hold a transaction that is still open
    public static Map<TopicPartition, Long> find(KafkaConnection connection, Map<TopicPartition, Span> spans) {
        if (spans.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> properties = connection.clientProperties();
        properties.put("enable.auto.commit", "false");
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest"); // what was removed meanwhile is no record either
        properties.put("fetch.max.wait.ms", "100");
        properties.put("max.partition.fetch.bytes", "65536");
        Map<TopicPartition, Span> open = new HashMap<>(spans);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes);
        try {
            return find(
                    consumer,
                    open,
                    System.nanoTime() + least(LONGEST, connection.bound()).toNanos());
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private static Map<TopicPartition, Long> find(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Span> open, long until) {
        Map<TopicPartition, Long> found = new HashMap<>();
        begin(consumer, open);
        while (!open.isEmpty() && System.nanoTime() < until) {
            try {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    TopicPartition place = new TopicPartition(record.topic(), record.partition());
                    if (open.containsKey(place)) {
                        found.put(
                                place, Math.min(record.offset(), open.get(place).to()));
                        open.remove(place);
                    }
                }
                open.entrySet().removeIf(one -> isThrough(consumer, one.getKey(), one.getValue(), found));
                consumer.pause(found.keySet());
            } catch (TopicAuthorizationException e) {
                open.keySet().removeIf(place -> e.unauthorizedTopics().contains(place.topic()));
                begin(consumer, open);
            } catch (KafkaException e) {
                return found;
            }
        }
        return found;
    }

    private static void begin(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Span> open) {
        consumer.assign(open.keySet());
        open.forEach((place, span) -> consumer.seek(place, span.from()));
    }

    private static boolean isThrough(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition place, Span span, Map<TopicPartition, Long> found) {
        if (consumer.position(place) < span.to()) {
            return false;
        }
        found.put(place, span.to());
        return true;
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
