package dev.castellan.kafka.client;

import dev.castellan.problem.WorldRefused;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.DescribeLogDirsResult;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// How many bytes each replica has on its broker's disks.
public final class ReplicaSizes {
    private final KafkaConnection connection;

    public ReplicaSizes(KafkaConnection connection) {
        this.connection = connection;
    }

    /// Bytes by broker and partition. A broker that does not answer has no entry.
    ///
    /// @param usable bytes that its directories may still take
    public record Sizes(Map<Integer, Map<TopicPartition, Long>> byBroker, Map<Integer, Long> usable) {
        /// Of each partition its largest replica: the others may still be on their way.
        public Map<TopicPartition, Long> largest() {
            Map<TopicPartition, Long> largest = new HashMap<>();
            byBroker.values().forEach(sizes -> sizes.forEach((place, bytes) -> largest.merge(place, bytes, Math::max)));
            return largest;
        }

        /// 0 where the broker has none of it.
        public long of(int broker, TopicPartition place) {
            return byBroker.getOrDefault(broker, Map.of()).getOrDefault(place, 0L);
        }
    }

    public Sizes read(Collection<Integer> brokers) {
        DescribeLogDirsResult asked = connection.admin().describeLogDirs(brokers);
        Map<Integer, Map<TopicPartition, Long>> byBroker = new HashMap<>();
        Map<Integer, Long> usable = new HashMap<>();
        asked.descriptions().forEach((broker, answer) -> {
            Map<TopicPartition, Long> sizes = new HashMap<>();
            add(answer, sizes).ifPresent(free -> {
                byBroker.put(broker, sizes);
                usable.put(broker, free);
            });
        });
        return new Sizes(byBroker, usable);
    }

    /// What may still be added; directories of one file system have the same room.
    private Optional<Long> add(KafkaFuture<Map<String, LogDirDescription>> answer, Map<TopicPartition, Long> sizes) {
        try {
            Map<String, LogDirDescription> directories = connection.await(answer);
            directories
                    .values()
                    .forEach(directory -> directory
                            .replicaInfos()
                            .forEach((place, replica) -> sizes.merge(place, replica.size(), Long::sum)));
            return Optional.of(directories.values().stream()
                    .mapToLong(directory -> directory.usableBytes().orElse(0))
                    .max()
                    .orElse(0));
        } catch (KafkaException | WorldRefused e) {
            return Optional.empty();
        }
    }
}
