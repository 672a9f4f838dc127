package dev.castellan.probe;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.problem.WorldRefused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Proves once that brokers work: a record for each of them, written with acks=all to [ProbeTopic] and read back. It is
/// what [Probe] does every second.
public final class Proof {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConnection connection;
    private final byte[] value;

    private record Sent(int partition, int broker, Future<RecordMetadata> record) {}

    public Proof(KafkaConnection connection) {
        this.connection = connection;
        this.value = ("proof " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    }

    /// Of every broker that is there.
    ///
    /// @return how many records were written and read back
    /// @throws WorldRefused when one cannot be written or read within the connection's bound
    public int prove() {
        ProbeTopic topic = new ProbeTopic(connection);
        NavigableMap<Integer, String> brokers = topic.brokers();
        return prove(topic.prepare(brokers), brokers.keySet());
    }

    /// The same of some brokers.
    public int prove(Collection<Integer> some) {
        ProbeTopic topic = new ProbeTopic(connection);
        NavigableMap<Integer, String> brokers = topic.brokers();
        SortedSet<Integer> absent = new TreeSet<>(some);
        absent.removeAll(brokers.keySet());
        if (!absent.isEmpty()) {
            throw refused(absent, "is not among the brokers that answer");
        }
        return prove(topic.prepare(brokers), some);
    }

    private int prove(SortedMap<Integer, Integer> places, Collection<Integer> brokers) {
        SortedMap<Integer, Integer> chosen = new TreeMap<>(places);
        chosen.values().retainAll(brokers);
        if (chosen.isEmpty()) {
            chosen.putAll(places); // too few brokers for partitions of their own: any that there is
        }
        read(chosen, write(chosen));
        return chosen.size();
    }

    /// @return the offset of the record in each partition
    private Map<TopicPartition, Long> write(SortedMap<Integer, Integer> chosen) {
        Map<String, Object> properties = new HashMap<>(connection.clientProperties());
        long bound = connection.bound().toMillis();
        properties.put("acks", "all");
        properties.put("linger.ms", "0");
        properties.put("max.block.ms", String.valueOf(bound));
        properties.put("delivery.timeout.ms", String.valueOf(bound));
        properties.put("request.timeout.ms", String.valueOf(bound / 2));
        long end = end();
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
            List<Sent> sent = new ArrayList<>();
            chosen.forEach(
                    (partition, broker) -> sent.add(new Sent(partition, broker, producer.send(record(partition)))));
            Map<TopicPartition, Long> written = new HashMap<>();
            sent.forEach(one -> written.put(new TopicPartition(ProbeTopic.NAME, one.partition()), written(one, end)));
            return written;
        }
    }

    private ProducerRecord<byte[], byte[]> record(int partition) {
        return new ProducerRecord<>(ProbeTopic.NAME, partition, new byte[0], value);
    }

    private long written(Sent sent, long end) {
        try {
            return sent.record()
                    .get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)
                    .offset();
        } catch (ExecutionException | TimeoutException e) {
            throw refused(List.of(sent.broker()), "a record could not be written with acks=all: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(List.of(sent.broker()), "interrupted");
        }
    }

    private void read(SortedMap<Integer, Integer> chosen, Map<TopicPartition, Long> written) {
        Map<String, Object> properties = new HashMap<>(connection.clientProperties());
        properties.put("fetch.max.wait.ms", "100");
        SortedMap<Integer, Integer> left = new TreeMap<>(chosen);
        long end = end();
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
            consumer.assign(written.keySet());
            written.forEach(consumer::seek);
            while (!left.isEmpty() && System.nanoTime() < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (Arrays.equals(value, record.value())) {
                        left.remove(record.partition());
                    }
                }
            }
        }
        if (!left.isEmpty()) {
            throw refused(
                    left.values(),
                    "the record written could not be read back within "
                            + connection.bound().toSeconds() + " s");
        }
    }

    private long end() {
        return System.nanoTime() + connection.bound().toNanos();
    }

    private static WorldRefused refused(Collection<Integer> brokers, String why) {
        return new WorldRefused(
                brokers.stream().map(id -> "kafka-" + id).collect(Collectors.joining(", ")),
                why,
                "castellan status shows what is missing");
    }
}
