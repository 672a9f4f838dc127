package dev.castellan.kafka.records;

import dev.castellan.kafka.client.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads the records of one topic from a chosen place on, and knows when what was there at the start is read.
public final class RecordReader implements AutoCloseable {
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(5);

    private final KafkaConnection connection;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();

    private final Membership membership;
    private long committed = System.nanoTime();

    private RecordReader(KafkaConnection connection, KafkaConsumer<byte[], byte[]> consumer, Membership membership) {
        this.connection = connection;
        this.consumer = consumer;
        this.membership = membership;
    }

    private enum Membership {
        NONE,
        GROUP
    }

    /// Where reading begins.
    public sealed interface Start {
        /// The oldest record there is.
        record Beginning() implements Start {}

        /// After the newest record there is now.
        record End() implements Start {}

        /// The record with this offset, or the nearest that exists.
        record At(long offset) implements Start {}

        /// The first record with this timestamp or a later one.
        record Since(Instant time) implements Start {}
    }

    /// Whether records of open and aborted transactions are shown.
    public enum Isolation {
        UNCOMMITTED("read_uncommitted"),
        COMMITTED("read_committed");

        private final String property;

        Isolation(String property) {
            this.property = property;
        }
    }

    /// What to read.
    ///
    /// @param partitions the partitions of the topic that are meant
    public record Request(String topic, Set<Integer> partitions, Start start, Isolation isolation) {
        Set<TopicPartition> places() {
            return partitions.stream()
                    .map(partition -> new TopicPartition(topic, partition))
                    .collect(Collectors.toSet());
        }
    }

    /// Reads on its own: no group, nothing is committed.
    public static RecordReader alone(KafkaConnection connection, Request request) {
        RecordReader reader = new RecordReader(
                connection,
                consumer(connection, request.isolation(), Map.of("auto.offset.reset", "earliest")),
                Membership.NONE);
        reader.bounded(() -> {
            reader.consumer.assign(request.places());
            reader.ends.putAll(reader.consumer.endOffsets(request.places()));
            reader.seek(request);
            request.places().forEach(reader.consumer::position);
        });
        return reader;
    }

    /// Reads as a member of a group: from where the group stands, or from `start` where it never was.
    public static RecordReader inGroup(KafkaConnection connection, Request request, String group) {
        String reset = request.start() instanceof Start.Beginning ? "earliest" : "latest";
        RecordReader reader = new RecordReader(
                connection,
                consumer(connection, request.isolation(), Map.of("group.id", group, "auto.offset.reset", reset)),
                Membership.GROUP);
        reader.bounded(() -> {
            reader.ends.putAll(reader.consumer.endOffsets(request.places()));
            reader.consumer.subscribe(List.of(request.topic()), reader.new Handover());
        });
        return reader;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(
            KafkaConnection connection, Isolation isolation, Map<String, String> more) {
        Map<String, Object> properties = connection.clientProperties();
        properties.put("isolation.level", isolation.property);
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.putIfAbsent("max.poll.records", "10000");
        properties.putIfAbsent("max.partition.fetch.bytes", "8388608");
        properties.putAll(more);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void seek(Request request) {
        Set<TopicPartition> places = request.places();
        switch (request.start()) {
            case Start.Beginning ignored -> consumer.seekToBeginning(places);
            case Start.End ignored -> ends.forEach(consumer::seek);
            case Start.At at -> {
                Map<TopicPartition, Long> begins = consumer.beginningOffsets(places);
                ends.forEach((place, end) ->
                        consumer.seek(place, Math.max(begins.getOrDefault(place, 0L), Math.min(at.offset(), end))));
            }
            case Start.Since since -> {
                Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(places.stream()
                        .collect(Collectors.toMap(
                                place -> place, place -> since.time().toEpochMilli())));
                ends.forEach((place, end) -> consumer.seek(
                        place,
                        Optional.ofNullable(found.get(place))
                                .map(OffsetAndTimestamp::offset)
                                .orElse(end)));
            }
        }
    }

    /// The next records, none when none come within this time.
    public ConsumerRecords<byte[], byte[]> next(Duration patience) {
        try {
            return consumer.poll(patience);
        } catch (SslAuthenticationException e) {
            throw connection.explained(e);
        }
    }

    /// Remembers a record as dealt with, for [#commit].
    public void done(ConsumerRecord<byte[], byte[]> entry) {
        read.put(new TopicPartition(entry.topic(), entry.partition()), new OffsetAndMetadata(entry.offset() + 1));
    }

    /// Tells the group what was dealt with; records that were fetched but not dealt with stay for the next reader.
    public void commit() {
        if (membership == Membership.NONE) {
            return;
        }
        if (!read.isEmpty()) {
            bounded(() -> consumer.commitSync(read));
            read.clear();
            committed = System.nanoTime();
        }
    }

    /// The same, when the last time is a while ago.
    public void commitNowAndThen() {
        if (System.nanoTime() - committed > COMMIT_EVERY.toNanos()) {
            commit();
        }
    }

    /// Whether everything that was in the topic when reading began is read.
    public boolean hasCaughtUp() {
        Set<TopicPartition> assigned = consumer.assignment();
        return !assigned.isEmpty()
                && assigned.stream().allMatch(place -> consumer.position(place) >= ends.getOrDefault(place, 0L));
    }

    /// Keeps the group's place whole: a partition nobody read from yet is committed where reading would have begun,
    /// else the next reader would begin at the newest record there.
    private final class Handover implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> places) {
            places.forEach(place -> read.putIfAbsent(place, new OffsetAndMetadata(consumer.position(place))));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> places) {
            commit();
        }
    }

    /// Ends a [#next] that is under way, from another thread.
    public void wake() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }

    private void bounded(Runnable call) {
        try {
            call.run();
        } catch (TimeoutException e) {
            throw connection.silent();
        } catch (SslAuthenticationException e) {
            throw connection.explained(e);
        }
    }
}
