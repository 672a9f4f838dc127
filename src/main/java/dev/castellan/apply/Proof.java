package dev.castellan.apply;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.problem.WorldRefused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Proves that a cluster works: one record written with acks=all to a topic of Castellan's own, and read back.
public final class Proof {
    /// Castellan's own topic; listed only with the internal ones.
    public static final String TOPIC = "__castellan-proof";

    private final KafkaConnection connection;
    private final InstantSource clock;

    public Proof(KafkaConnection connection, InstantSource clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /// @throws WorldRefused when the record cannot be written or read within the connection's bound
    public void prove() {
        createTopic();
        byte[] value = ("castellan " + clock.instant()).getBytes(StandardCharsets.UTF_8);
        RecordMetadata written = write(value);
        if (!Arrays.equals(value, read(written))) {
            throw refused("the record read back is not the one written");
        }
    }

    private void createTopic() {
        NewTopic topic = new NewTopic(TOPIC, Optional.of(1), Optional.empty())
                .configs(Map.of("retention.ms", "3600000", "segment.ms", "3600000"));
        try {
            connection.await(connection.admin().createTopics(List.of(topic)).all());
        } catch (TopicExistsException e) {
            // From an earlier proof.
        }
    }

    private RecordMetadata write(byte[] value) {
        Map<String, Object> properties = new HashMap<>(connection.clientProperties());
        properties.put("acks", "all");
        properties.put("linger.ms", "0");
        properties.put("max.block.ms", String.valueOf(connection.bound().toMillis()));
        properties.put("delivery.timeout.ms", String.valueOf(connection.bound().toMillis()));
        properties.put("request.timeout.ms", String.valueOf(connection.bound().toMillis() / 2));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(TOPIC, value))
                    .get(connection.bound().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw refused("a record could not be written with acks=all: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused("interrupted");
        }
    }

    private byte[] read(RecordMetadata written) {
        Map<String, Object> properties = new HashMap<>(connection.clientProperties());
        properties.put("fetch.max.wait.ms", "100");
        TopicPartition partition = new TopicPartition(TOPIC, written.partition());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, written.offset());
            long end = clock.millis() + connection.bound().toMillis();
            while (clock.millis() < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.offset() == written.offset()) {
                        return record.value();
                    }
                }
            }
        }
        throw refused("the record written could not be read back within "
                + connection.bound().toSeconds() + " s");
    }

    private WorldRefused refused(String why) {
        return new WorldRefused(connection.bootstrap(), why, "castellan status shows what is missing");
    }
}
