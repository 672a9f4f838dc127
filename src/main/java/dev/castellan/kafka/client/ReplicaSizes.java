package dev.castellan.kafka.client;

import dev.castellan.problem.WorldRefused;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
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
    public record Sizes(Map<Integer, Map<TopicPartition, Long>> byBroker) {
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
        asked.descriptions().forEach((broker, answer) -> {
            Map<TopicPartition, Long> sizes = new HashMap<>();
            if (add(answer, sizes)) {
                byBroker.put(broker, sizes);
            }
        });
        return new Sizes(byBroker);
    }

    private boolean add(KafkaFuture<Map<String, LogDirDescription>> answer, Map<TopicPartition, Long> sizes) {
        try {
            connection
                    .await(answer)
                    .values()
                    .forEach(directory -> directory
                            .replicaInfos()
                            .forEach((place, replica) -> sizes.merge(place, replica.size(), Long::sum)));
            return true;
        } catch (KafkaException | WorldRefused e) {
            return false;
        }
    }
}
