package dev.castellan.measure.load;

import dev.castellan.measure.Latencies;
import dev.castellan.measure.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Writes with one thread and reads with another: what the other clients wrote too, of some of the partitions.
final class EndToEndLoad implements Load {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Assignment assignment;
    private final LoadClient parent;
    private final Sender sender;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> places;
    private final Latencies sinceDue = Latencies.none();
    private final Latencies sinceSent = Latencies.none();
    private volatile boolean draining;
    private final AtomicLong received = new AtomicLong();
    private long bytes;
    private long last;
    private Map<String, Double> gauges = Map.of();

    private EndToEndLoad(
            Assignment assignment, LoadClient parent, Sender sender, KafkaConsumer<byte[], byte[]> consumer) {
        this.assignment = assignment;
        this.parent = parent;
        this.sender = sender;
        this.consumer = consumer;
        this.places = ConsumeLoad.places(assignment);
    }

    static EndToEndLoad open(Assignment assignment, LoadClient parent) {
        EndToEndLoad load = new EndToEndLoad(
                assignment,
                parent,
                Sender.open(assignment, parent, Sender.Marks.MOMENTS),
                ConsumeLoad.consumer(assignment));
        load.consumer.assign(load.places);
        load.consumer.seekToEnd(load.places);
        load.places.forEach(load.consumer::position);
        load.consumer.poll(Duration.ZERO); // the first fetch is on its way before the first record
        return load;
    }

    @Override
    public ClientReport run() {
        Thread receiver = Thread.ofPlatform().daemon().start(this::receive);
        sender.run(ProduceLoad.pacer(assignment));
        parent.say(Wire.SENT);
        parent.await();
        draining = true;
        try {
            receiver.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ClientReport sent = sender.report();
        double seconds = Math.max(0, last - sender.begun()) / 1e9;
        sinceDue.add(sender.missed());
        Map<String, Double> all = new TreeMap<>(gauges);
        all.putAll(sent.gauges());
        Result.Throughput written = sent.throughput();
        // Of one client this may be negative: it reads what others wrote. Of all together it is what got lost.
        long lost = written.failed() + written.records() - received.get();
        return new ClientReport(
                Result.Throughput.of(received.get(), bytes, seconds, lost, written.unsent()),
                sinceDue.encoded(),
                sinceSent.encoded(),
                sent.cores(),
                all);
    }

    private void receive() {
        long came = System.nanoTime();
        Map<TopicPartition, Long> ends = Map.of();
        while (true) {
            if (draining && ends.isEmpty()) {
                ends = consumer.endOffsets(places);
            }
            if (draining && hasRead(ends, came)) {
                gauges = new Readings(consumer.metrics()).consumer();
                return;
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            long now = System.nanoTime();
            came = records.isEmpty() ? came : now;
            for (ConsumerRecord<byte[], byte[]> entry : records) {
                Records.moments(entry.value(), assignment.run()).ifPresent(moments -> note(entry, moments, now));
            }
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> entry, Records.Moments moments, long now) {
        received.incrementAndGet();
        bytes += Math.max(0, entry.serializedKeySize()) + (long) entry.serializedValueSize();
        last = now;
        sinceDue.add(now - moments.due());
        sinceSent.add(now - moments.sent());
    }

    /// Everything, or as much as will come.
    private boolean hasRead(Map<TopicPartition, Long> ends, long came) {
        return System.nanoTime() - came > assignment.boundMillis() * 1_000_000
                || places.stream().allMatch(place -> consumer.position(place) >= ends.getOrDefault(place, 0L));
    }

    @Override
    public long records() {
        return received.get();
    }

    @Override
    public void close() {
        sender.close();
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
