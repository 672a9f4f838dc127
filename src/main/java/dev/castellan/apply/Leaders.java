package dev.castellan.apply;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.observe.Live;
import dev.castellan.problem.WorldRefused;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Gives brokers back what they led before they went: partitions whose first replica they are. Kafka's own rebalance
/// comes only every five minutes (`leader.imbalance.check.interval.seconds`), and while it has not, the next to restart
/// leads too much.
final class Leaders {
    private Leaders() {}

    /// Asks for it, of partitions whose preferred replica is in sync. That one refuses changes nothing for the others.
    static void restore(KafkaConnection connection, Live.Awake awake, Collection<Integer> brokers) {
        Set<TopicPartition> partitions = new HashSet<>();
        for (Live.Partition partition : awake.partitions()) {
            int preferred =
                    partition.replicas().isEmpty() ? -1 : partition.replicas().getFirst();
            if (brokers.contains(preferred)
                    && partition.leader().orElse(-1) != preferred
                    && partition.isr().contains(preferred)) {
                partitions.add(new TopicPartition(partition.topic(), partition.id()));
            }
        }
        if (partitions.isEmpty()) {
            return;
        }
        Admin admin = connection.admin();
        try {
            connection.await(
                    admin.electLeaders(ElectionType.PREFERRED, partitions).partitions());
        } catch (WorldRefused | KafkaException e) {
            // Leaders that stay where they are cost nothing but balance: Kafka moves them later.
        }
    }
}
