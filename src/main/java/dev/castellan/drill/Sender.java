package dev.castellan.drill;

import dev.castellan.ledger.Id;
import dev.castellan.ledger.Sent.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Sends records at a rate, and writes down of each what it was told.
final class Sender extends Client {
    private static final Duration CLOSE = Duration.ofSeconds(60);

    private final int number;
    private final Load load;
    private final Recorder recorder;
    private final Map<String, Object> properties;

    Sender(int number, Load load, Recorder recorder, Map<String, Object> connection) {
        super("drill-producer-" + number);
        this.number = number;
        this.load = load;
        this.recorder = recorder;
        this.properties = properties(connection, load.acks());
        if (load.isIdempotent()) {
            recorder.promise(number);
        }
    }

    /// A producer that gives up on a record after half a minute, so that a drill ends.
    static Map<String, Object> properties(Map<String, Object> connection, String acks) {
        Map<String, Object> properties = new HashMap<>(connection);
        properties.put("acks", acks);
        properties.put("enable.idempotence", String.valueOf(acks.equals("all")));
        properties.put("linger.ms", "5");
        properties.put("request.timeout.ms", "10000");
        properties.put("delivery.timeout.ms", "40000");
        properties.put("max.block.ms", "10000");
        properties.put("metadata.max.age.ms", "5000");
        return properties;
    }

    @Override
    void work() {
        ByteArraySerializer bytes = new ByteArraySerializer();
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes);
        try {
            long begun = System.nanoTime();
            for (long next = 0; !isStopped(); next++) {
                Id id = new Id(number, next);
                int partition = (int) (next % load.partitions());
                recorder.intend(id, partition, OptionalLong.empty());
                send(producer, id, partition, recorder, load.topic());
                long due = begun + (next + 1) * 1_000_000_000L / load.rate();
                rest(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            }
        } finally {
            producer.close(CLOSE);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback settles every record; the future would say it again
    static void send(KafkaProducer<byte[], byte[]> producer, Id id, int partition, Recorder recorder, String topic) {
        byte[] value = id.toString().getBytes(StandardCharsets.UTF_8);
        byte[] key = ("key-" + partition).getBytes(StandardCharsets.UTF_8);
        try {
            producer.send(
                    new ProducerRecord<>(topic, partition, key, value),
                    (RecordMetadata where, @Nullable Exception trouble) -> {
                        if (trouble == null) {
                            recorder.settle(
                                    id,
                                    Outcome.ACKNOWLEDGED,
                                    where.hasOffset() ? OptionalLong.of(where.offset()) : OptionalLong.empty());
                        } else {
                            recorder.settle(id, outcome(trouble), OptionalLong.empty());
                        }
                    });
        } catch (KafkaException e) {
            recorder.settle(id, outcome(e), OptionalLong.empty());
        }
    }

    /// A retry may be refused although the attempt before it was written, so that little is certain.
    private static Outcome outcome(Exception trouble) {
        boolean certain = trouble instanceof RecordTooLargeException
                || trouble instanceof SerializationException
                || trouble instanceof InvalidTopicException;
        return certain ? Outcome.REFUSED : Outcome.UNKNOWN;
    }
}
