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
    private final Duration patience;
    private final List<Failure> failures = new ArrayList<>();
    private long records;
    private long bytes;
    private long failed;
    private boolean stuck;
    private volatile boolean abandoned;

    private RecordWriter(KafkaProducer<byte[], byte[]> producer, Duration patience) {
        this.producer = producer;
        this.patience = patience;
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
        Duration patience =
                Duration.ofMillis(1000 + Long.parseLong(String.valueOf(properties.get("delivery.timeout.ms"))));
        return new RecordWriter(
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()), patience);
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
    ///
    /// The producer's own bound does not hold while it waits for its id, which a cluster without a controller never
    /// gives. So it is closed when nothing at all is settled for longer than that bound; closing settles the rest.
    public Outcome finish() {
        Thread flush = Thread.ofVirtual().start(producer::flush);
        long before;
        try {
            do {
                before = settled();
            } while (!flush.join(patience) && settled() > before);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (flush.isAlive()) {
            abandoned = true;
            producer.close(Duration.ZERO);
        }
        synchronized (this) {
            return new Outcome(records, bytes, failed, List.copyOf(failures));
        }
    }

    private synchronized long settled() {
        return records + failed;
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
            note(new Failure(
                    line,
                    abandoned
                            ? "the cluster gave no answer within " + patience.toSeconds() + " s"
                            : String.valueOf(trouble.getMessage())));
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
