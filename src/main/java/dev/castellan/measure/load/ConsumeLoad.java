package dev.castellan.measure.load;

import dev.castellan.measure.Latencies;
import dev.castellan.measure.Result;
import dev.castellan.measure.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads what is there, from the beginning, and again when it comes to the end.
final class ConsumeLoad implements Load {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Assignment assignment;
    private final LoadClient parent;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> places;
    private final Map<TopicPartition, Long> ends;
    private final AtomicLong records = new AtomicLong();
    private long bytes;

    private ConsumeLoad(
            Assignment assignment,
            LoadClient parent,
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> places,
            Map<TopicPartition, Long> ends) {
        this.assignment = assignment;
        this.parent = parent;
        this.consumer = consumer;
        this.places = places;
        this.ends = ends;
    }

    static KafkaConsumer<byte[], byte[]> consumer(Assignment assignment) {
        return new KafkaConsumer<>(Load.consumer(assignment), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static List<TopicPartition> places(Assignment assignment) {
        Workload.Place place = assignment.workload().place();
        return IntStream.range(0, place.partitions())
                .filter(assignment::isMine)
                .mapToObj(partition -> new TopicPartition(place.topic(), partition))
                .toList();
    }

    static ConsumeLoad open(Assignment assignment, LoadClient parent) {
        KafkaConsumer<byte[], byte[]> consumer = consumer(assignment);
        List<TopicPartition> places = places(assignment);
        consumer.assign(places);
        consumer.seekToBeginning(places);
        Map<TopicPartition, Long> ends = consumer.endOffsets(places);
        if (places.stream().allMatch(place -> consumer.position(place) >= ends.getOrDefault(place, 0L))) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw new KafkaException("there is nothing to read in partitions " + places);
        }
        return new ConsumeLoad(assignment, parent, consumer, places, ends);
    }

    @Override
    public ClientReport run() {
        Workload.Extent extent = assignment.workload().extent();
        read(extent.warmupSeconds(), Long.MAX_VALUE);
        records.set(0);
        bytes = 0;
        Readings readings = new Readings(consumer.metrics());
        parent.say(Wire.MEASURING);
        long begun = System.nanoTime();
        long mine = extent.records().map(assignment::part).orElse(Long.MAX_VALUE);
        read(extent.records().isPresent() ? Double.MAX_VALUE : extent.seconds(), mine);
        double seconds = (System.nanoTime() - begun) / 1e9;
        ClientReport report = new ClientReport(
                Result.Throughput.of(
                        records.get(),
                        bytes,
                        seconds,
                        0,
                        extent.records().isPresent() ? Math.max(0, mine - records.get()) : 0),
                Latencies.none().encoded(),
                Latencies.none().encoded(),
                readings.cores(),
                readings.consumer());
        parent.say(Wire.SENT);
        parent.await();
        return report;
    }

    /// Reads until the time is over or so many records are read, or none come any more.
    private void read(double seconds, long most) {
        long begun = System.nanoTime();
        long came = begun;
        long bound = assignment.boundMillis() * 1_000_000;
        for (long now = begun; (now - begun) / 1e9 < seconds && records.get() < most; now = System.nanoTime()) {
            long before = records.get();
            for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
                records.incrementAndGet();
                bytes += Math.max(0, entry.serializedKeySize()) + (long) Math.max(0, entry.serializedValueSize());
            }
            if (records.get() > before) {
                came = now;
            } else if (now - came > bound) {
                return;
            }
            if (places.stream().allMatch(place -> consumer.position(place) >= ends.getOrDefault(place, 0L))) {
                consumer.seekToBeginning(places);
            }
        }
    }

    @Override
    public long records() {
        return records.get();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
