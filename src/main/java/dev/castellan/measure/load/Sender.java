package dev.castellan.measure.load;

import dev.castellan.measure.Latencies;
import dev.castellan.measure.Result;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Sends the records of one client and notes what becomes of each.
final class Sender implements Pacer.Outlet, AutoCloseable {
    private final Assignment assignment;
    private final LoadClient parent;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Records records;
    private final Marks marks;
    private final Latencies sinceDue = Latencies.none();
    private final Latencies sinceSent = Latencies.none();
    private final Latencies missed = Latencies.none();
    private Readings readings;
    private boolean measuring;
    private double cores;
    private Map<String, Double> gauges = Map.of();
    private long begun = System.nanoTime();
    private long last = begun;
    private long bytes;
    private long failed;
    private long unsent;
    private volatile long acknowledged;
    private volatile boolean stuck;

    /// Whether each record says when it was due.
    enum Marks {
        NONE,
        MOMENTS
    }

    private Sender(Assignment assignment, LoadClient parent, KafkaProducer<byte[], byte[]> producer, Marks marks) {
        this.assignment = assignment;
        this.parent = parent;
        this.producer = producer;
        this.records = new Records(assignment);
        this.marks = marks;
        this.readings = new Readings(producer.metrics());
    }

    static Sender open(Assignment assignment, LoadClient parent, Marks marks) {
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(Load.producer(assignment), new ByteArraySerializer(), new ByteArraySerializer());
        Sender sender = new Sender(assignment, parent, producer, marks);
        try {
            producer.partitionsFor(assignment.workload().place().topic());
            return sender;
        } catch (RuntimeException refused) {
            sender.close();
            throw refused;
        }
    }

    /// Sends all of it and waits until each record is settled, one way or the other.
    void run(Pacer pacer) {
        pacer.run(this);
        if (!measuring) { // a cluster that took nothing: the parent waits for the word all the same
            measuring();
        }
        gauges = readings.producer();
        flush();
        cores = readings.cores();
        producer.close(Duration.ofMillis(assignment.boundMillis()));
    }

    /// Waits until all records are settled, but not for ever: the producer's own bound does not hold while it waits for
    /// its id.
    private void flush() {
        Thread flush = Thread.ofVirtual().start(producer::flush);
        try {
            flush.join(Duration.ofMillis(2 * assignment.boundMillis() + 5000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void measuring() {
        measuring = true;
        if (assignment.workload().rate().isEmpty()) {
            // Flat out the warm-up leaves a full buffer behind: sending that is not to take time from what counts.
            flush();
        }
        readings = new Readings(producer.metrics());
        begun = System.nanoTime();
        last = begun;
        parent.say(Wire.MEASURING);
    }

    @Override
    public void send(Pacer.Ticket ticket) {
        long sent = System.nanoTime();
        ProducerRecord<byte[], byte[]> entry = entry(ticket, sent);
        int size = entry.value().length + (entry.key() == null ? 0 : entry.key().length);
        var unused = producer.send(entry, (where, trouble) -> settle(ticket, sent, size, trouble));
    }

    private ProducerRecord<byte[], byte[]> entry(Pacer.Ticket ticket, long sent) {
        if (marks == Marks.NONE) {
            return records.next(ticket.number());
        }
        // What does not count carries the mark of no run.
        long run = ticket.counts() ? assignment.run() : ~assignment.run();
        return records.marked(ticket.number(), run, new Records.Moments(ticket.due(), sent));
    }

    private synchronized void settle(Pacer.Ticket ticket, long sent, int size, @Nullable Exception trouble) {
        if (trouble != null) {
            failed++;
            stuck |= trouble instanceof TimeoutException;
        } else if (ticket.counts()) {
            long now = System.nanoTime();
            acknowledged = acknowledged + 1;
            bytes += size;
            last = now;
            sinceSent.add(now - sent);
            sinceDue.add(now - ticket.due());
        }
    }

    @Override
    public synchronized void miss(long nanos) {
        unsent++;
        missed.add(nanos);
    }

    @Override
    public boolean isStuck() {
        return stuck;
    }

    long acknowledged() {
        return acknowledged;
    }

    /// The moment from which on records count.
    long begun() {
        return begun;
    }

    /// What is known of the latency of records that were never sent: at least this.
    Latencies missed() {
        return missed;
    }

    synchronized ClientReport report() {
        sinceDue.add(missed);
        return new ClientReport(
                Result.Throughput.of(acknowledged, bytes, (last - begun) / 1e9, failed, unsent),
                sinceDue.encoded(),
                sinceSent.encoded(),
                cores,
                gauges);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
