package dev.castellan.drill;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.problem.WorldRefused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;

/// Looks every second how many partitions of the drill's topic lack a replica, until closed.
final class Lookout implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Map<Integer, Integer> outOfSync = new ConcurrentHashMap<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    /// @param now nanoseconds since the beginning
    Lookout(Reach reach, LongSupplier now) {
        this.thread = Thread.ofPlatform().daemon().name("drill-lookout").start(() -> look(reach, now));
    }

    private void look(Reach reach, LongSupplier now) {
        try (KafkaConnection connection = reach.connect(LOOK)) {
            while (!stop.await(1, TimeUnit.SECONDS)) {
                count(connection).ifPresent(count -> outOfSync.put((int) (now.getAsLong() / 1_000_000_000L), count));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Integer> count(KafkaConnection connection) {
        try {
            return Optional.of((int)
                    connection
                            .await(connection
                                    .admin()
                                    .describeTopics(List.of(Safety.TOPIC))
                                    .allTopicNames())
                            .values()
                            .stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .filter(partition -> partition.isr().size()
                                    < partition.replicas().size())
                            .count());
        } catch (KafkaException | WorldRefused e) {
            return Optional.empty();
        }
    }

    Map<Integer, Integer> outOfSync() {
        return Map.copyOf(outOfSync);
    }

    /// @throws WorldRefused when interrupted
    void rest(Duration duration) {
        Waiting.rest(duration);
    }

    @Override
    public void close() {
        stop.countDown();
        thread.interrupt();
    }
}
