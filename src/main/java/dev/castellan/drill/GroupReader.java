package dev.castellan.drill;

import dev.castellan.ledger.Delivered;
import dev.castellan.ledger.Id;
import dev.castellan.ledger.Reading.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A member of a consumer group: reads what is committed, commits what it has read, and writes down both.
final class GroupReader extends Client {
    static final String NAME = "the group";

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Load load;
    private final Recorder recorder;
    private final Map<String, Object> properties;

    GroupReader(int member, Load load, Recorder recorder, Map<String, Object> connection) {
        super("drill-consumer-" + member);
        this.load = load;
        this.recorder = recorder;
        this.properties = reader(connection, load.topic());
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "earliest");
        properties.put("isolation.level", "read_committed");
    }

    @Override
    void work() {
        while (!isStopped()) {
            ByteArrayDeserializer bytes = new ByteArrayDeserializer();
            KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes);
            try {
                consumer.subscribe(List.of(load.topic()));
                read(consumer);
            } catch (KafkaException e) {
                rest(PAUSE);
            } finally {
                consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        long committed = System.nanoTime();
        while (!isStopped()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            recorder.deliver(NAME, Kind.GROUP, delivered(records, recorder));
            if (System.nanoTime() - committed > COMMIT_EVERY.toNanos()) {
                commit(consumer);
                committed = System.nanoTime();
            }
        }
        commit(consumer);
    }

    /// All that was handed out is written down by now, so that the positions are what is read. They lie behind the
    /// marks of transactions, which no record stands for.
    private void commit(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
            consumer.assignment().forEach(place -> read.put(place, new OffsetAndMetadata(consumer.position(place))));
            consumer.commitSync(read);
            Map<Integer, Long> offsets = new HashMap<>();
            read.forEach((place, offset) -> offsets.put(place.partition(), offset.offset()));
            recorder.commit(NAME, Kind.GROUP, offsets);
        } catch (KafkaException e) {
            // Not committed, or not known: it is read again, which a group has to expect.
        }
    }

    static List<Delivered> delivered(ConsumerRecords<byte[], byte[]> records, Recorder recorder) {
        List<Delivered> delivered = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            delivered.add(new Delivered(
                    Id.parse(new String(record.value(), StandardCharsets.UTF_8)),
                    record.partition(),
                    record.offset(),
                    recorder.now()));
        }
        return delivered;
    }
}
