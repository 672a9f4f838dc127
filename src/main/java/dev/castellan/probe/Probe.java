package dev.castellan.probe;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Probes a cluster in the background until closed: one thread, beside those of Kafka's clients.
public final class Probe implements AutoCloseable {
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /// Who reads must not count what another Castellan wrote.
    private final String run = UUID.randomUUID().toString();

    private final Supplier<KafkaConnection> door;
    private final Supplier<Optional<SortedMap<Integer, Integer>>> places;
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

    /// Written by the one thread, read by those who ask.
    private final ConcurrentNavigableMap<Integer, Tally> tallies = new ConcurrentSkipListMap<>();

    private final CountDownLatch end = new CountDownLatch(1);
    private @Nullable Thread thread;
    private SortedMap<Integer, Integer> assigned = new TreeMap<>();
    private long assignedAt;

    /// What became of a record that was sent.
    private record Outcome(int node, long number, long at, boolean isWritten) {}

    /// What the probe saw of one broker.
    ///
    /// @param attempts one a second
    /// @param lost those that were not written with acks=all and read again in time
    public record Seen(long attempts, long lost, Latencies produce, Latencies roundTrip) {}

    private record Clients(KafkaProducer<byte[], byte[]> producer, KafkaConsumer<byte[], byte[]> consumer) {}

    /// @param door opens a connection to brokers that are there
    /// @param places which partition of [ProbeTopic] is which broker's; empty as long as nobody knows
    public Probe(Supplier<KafkaConnection> door, Supplier<Optional<SortedMap<Integer, Integer>>> places) {
        this.door = door;
        this.places = places;
    }

    public void start() {
        thread = Thread.ofPlatform().daemon().name("probe").start(this::keepProbing);
    }

    /// By the id of the broker.
    public SortedMap<Integer, Seen> seen() {
        SortedMap<Integer, Seen> seen = new TreeMap<>();
        tallies.forEach((node, tally) ->
                seen.put(node, new Seen(tally.attempts(), tally.lost(), tally.produce(), tally.roundTrip())));
        return seen;
    }

    private void keepProbing() {
        try {
            while (!end.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!wanted().isEmpty()) {
                    probe();
                }
            }
        } catch (InterruptedException | InterruptException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /// Until closed, or until the clients refuse to go on.
    private void probe() {
        try (KafkaConnection connection = door.get();
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(writing(connection), new ByteArraySerializer(), new ByteArraySerializer());
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        reading(connection), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Clients clients = new Clients(producer, consumer);
            assigned = new TreeMap<>();
            long due = System.nanoTime();
            while (end.getCount() > 0) {
                assign(consumer);
                consumer.poll(POLL).forEach(this::returned);
                take();
                if (System.nanoTime() - due >= 0) {
                    due = Math.max(due + SECOND, System.nanoTime());
                    assigned.forEach((partition, node) -> attempt(clients, partition, node));
                }
            }
        } catch (InterruptException closed) {
            throw closed;
        } catch (WorldRefused | UserMistake | KafkaException e) {
            // Nobody answers: whoever was under way is lost when its time is over, and we begin again.
            assigned.values().forEach(node -> tell(node, Tally::missed));
        }
    }

    private SortedMap<Integer, Integer> wanted() {
        return places.get().orElse(assigned);
    }

    private void assign(KafkaConsumer<byte[], byte[]> consumer) {
        SortedMap<Integer, Integer> wanted = wanted();
        if (!wanted.isEmpty() && !wanted.equals(assigned)) {
            consumer.assign(wanted.keySet().stream()
                    .map(partition -> new TopicPartition(ProbeTopic.NAME, partition))
                    .toList());
            tallies.keySet().retainAll(wanted.values()); // a broker that was taken away is told of no more
            assigned = wanted;
            assignedAt = System.nanoTime();
        }
    }

    private void attempt(Clients clients, int partition, int node) {
        long now = System.nanoTime();
        if (clients.consumer()
                .currentLag(new TopicPartition(ProbeTopic.NAME, partition))
                .isEmpty()) {
            // Where to read from is not known yet: what is written now would not be seen.
            if (now - assignedAt > Tally.PATIENCE.toNanos()) {
                tell(node, Tally::missed);
            }
            return;
        }
        tell(node, tally -> tally.attempt(now));
        tally(node).begun(now).ifPresent(number -> send(clients.producer(), partition, node, number));
    }

    private void send(KafkaProducer<byte[], byte[]> producer, int partition, int node, long number) {
        byte[] value = (run + " " + node + " " + number).getBytes(StandardCharsets.UTF_8);
        Future<RecordMetadata> ignored = producer.send(
                new ProducerRecord<>(ProbeTopic.NAME, partition, new byte[0], value),
                (written, refused) -> outcomes.add(new Outcome(node, number, System.nanoTime(), refused == null)));
    }

    private void returned(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return; // whoever may write here may write such a record, and it is not ours
        }
        String[] words = new String(record.value(), StandardCharsets.UTF_8).split(" ", -1);
        if (words.length == 3 && words[0].equals(run)) {
            long now = System.nanoTime();
            tell(Integer.parseInt(words[1]), tally -> tally.returned(Long.parseLong(words[2]), now));
        }
    }

    private void take() {
        for (Outcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
            Outcome one = outcome;
            tell(
                    one.node(),
                    tally ->
                            one.isWritten() ? tally.acknowledged(one.number(), one.at()) : tally.refused(one.number()));
        }
    }

    private void tell(int node, UnaryOperator<Tally> happened) {
        tallies.put(node, happened.apply(tally(node)));
    }

    private Tally tally(int node) {
        return tallies.getOrDefault(node, Tally.BEGUN);
    }

    private static Map<String, Object> writing(KafkaConnection connection) {
        Map<String, Object> properties = new HashMap<>(connection.clientProperties());
        properties.put("acks", "all");
        properties.put("enable.idempotence", "false"); // what is written twice is read twice, and counted once
        properties.put("linger.ms", "0");
        properties.put("buffer.memory", String.valueOf(1 << 20));
        properties.put("max.block.ms", "1000");
        properties.put("request.timeout.ms", String.valueOf(Tally.PATIENCE.toMillis() / 2));
        properties.put("delivery.timeout.ms", String.valueOf(Tally.PATIENCE.toMillis()));
        return properties;
    }

    private static Map<String, Object> reading(KafkaConnection connection) {
        Map<String, Object> properties = new HashMap<>(connection.clientProperties());
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "latest");
        properties.put("allow.auto.create.topics", "false");
        return properties;
    }

    /// Ends what goes on. Waits for it a little, and not for what hangs.
    @Override
    public void close() {
        end.countDown();
        Thread probing = thread;
        if (probing == null) {
            return;
        }
        try {
            if (!probing.join(FAREWELL)) {
                probing.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
