package dev.castellan.drill;

import dev.castellan.ledger.Reading.Kind;
import dev.castellan.problem.WorldRefused;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads all that a topic holds, once nobody writes any more.
final class WholeReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BOUND = Duration.ofMinutes(3);

    private WholeReader() {}

    /// @throws WorldRefused where the end was not reached within three minutes
    static void read(String name, Kind kind, Load load, Recorder recorder, Map<String, Object> connection) {
        Map<String, Object> properties = new HashMap<>(connection);
        properties.put("enable.auto.commit", "false");
        properties.put("isolation.level", kind == Kind.WHOLE ? "read_uncommitted" : "read_committed");
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes);
        try {
            List<TopicPartition> places = IntStream.range(0, load.partitions())
                    .mapToObj(partition -> new TopicPartition(load.topic(), partition))
                    .toList();
            consumer.assign(places);
            consumer.seekToBeginning(places);
            recorder.deliver(name, kind, List.of());
            Map<TopicPartition, Long> ends = consumer.endOffsets(places);
            long until = System.nanoTime() + BOUND.toNanos();
            while (places.stream().anyMatch(place -> consumer.position(place) < ends.getOrDefault(place, 0L))) {
                if (System.nanoTime() > until) {
                    throw new WorldRefused(
                            "topic " + load.topic(),
                            "could not be read to its end within " + BOUND.toMinutes() + " min",
                            "");
                }
                recorder.deliver(name, kind, GroupReader.delivered(consumer.poll(POLL), recorder));
            }
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
        }
    }
}
