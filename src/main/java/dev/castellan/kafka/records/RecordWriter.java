package dev.castellan.kafka.records;

import dev.castellan.kafka.client.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Writes many records fast and knows of each whether the cluster has it.
public final class RecordWriter implements AutoCloseable {
    /// Failures told one by one; beyond that they are only counted.
    private static final int TOLD = 10;

    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Failure> failures = new ArrayList<>();
    private long records;
    private long bytes;
    private long failed;
    private boolean stuck;

    private RecordWriter(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /// How a batch is written: `acks` and `compression` as the producer knows them.
    public record Quality(String acks, String compression) {}

    /// One record the cluster does not have.
    ///
    /// @param line which record, counted from 1
    public record Failure(long line, String reason) {}

    /// What became of all records so far.
    public record Outcome(long records, long bytes, long failed, List<Failure> failures) {}

    public static RecordWriter open(KafkaConnection connection, Quality quality) {
        Map<String, Object> properties = connection.clientProperties();
        long bound = connection.bound().toMillis();
        properties.put("acks", quality.acks());
        properties.put("compression.type", quality.compression());
        properties.put("enable.idempotence", String.valueOf(quality.acks().equals("all")));
        properties.putIfAbsent("batch.size", "262144");
        properties.putIfAbsent("linger.ms", "20");
        properties.putIfAbsent("buffer.memory", "67108864");
        properties.putIfAbsent("max.block.ms", String.valueOf(bound));
        properties.putIfAbsent("delivery.timeout.ms", String.valueOf(2 * bound + 1000));
        return new RecordWriter(new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback settles every record; the future would say it again
    public void write(long line, ProducerRecord<byte[], byte[]> entry) {
        int size = size(entry.key()) + size(entry.value());
        producer.send(entry, (RecordMetadata where, @Nullable Exception trouble) -> settle(line, size, trouble));
    }

    /// A record that never got as far as the producer.
    public void refuse(long line, String reason) {
        note(new Failure(line, reason));
    }

    /// Whether the cluster stopped taking records: the next one would only wait in vain.
    public synchronized boolean isStuck() {
        return stuck;
    }

    /// Waits until every record is settled, one way or the other.
    public Outcome finish() {
        producer.flush();
        synchronized (this) {
            return new Outcome(records, bytes, failed, List.copyOf(failures));
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    private synchronized void settle(long line, int size, @Nullable Exception trouble) {
        if (trouble == null) {
            records++;
            bytes += size;
        } else {
            stuck |= trouble instanceof TimeoutException;
            note(new Failure(line, String.valueOf(trouble.getMessage())));
        }
    }

    private synchronized void note(Failure failure) {
        failed++;
        if (failures.size() < TOLD) {
            failures.add(failure);
        }
    }

    private static int size(byte @Nullable [] part) {
        return part == null ? 0 : part.length;
    }
}
