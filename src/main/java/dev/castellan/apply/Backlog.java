package dev.castellan.apply;

import dev.castellan.apply.Readiness.Missing;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.observe.Live;
import dev.castellan.problem.WorldRefused;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// How far brokers are from holding all their replicas in sync: how many are not, and how many records those lack.
final class Backlog {
    private final Cluster cluster;
    private final Set<Integer> brokers;

    Backlog(Cluster cluster, Set<Integer> brokers) {
        this.cluster = cluster;
        this.brokers = Set.copyOf(brokers);
    }

    Missing missing() {
        if (!(cluster.observe().live() instanceof Live.Awake awake)) {
            return new Missing("an answer", 0);
        }
        List<Live.Partition> behind = awake.partitions().stream()
                .filter(partition -> partition.replicas().stream()
                        .anyMatch(id -> brokers.contains(id) && !partition.isr().contains(id)))
                .toList();
        if (behind.isEmpty()) {
            return new Missing("", 0);
        }
        long records = records(behind);
        String many = behind.size() + (behind.size() == 1 ? " replica" : " replicas") + " to catch up";
        String text = records == 0 ? many : many + String.format(Locale.ROOT, ", %,d records behind", records);
        return new Missing(text, behind.size() + records);
    }

    /// Asks the brokers themselves; one that does not answer counts nothing.
    private long records(List<Live.Partition> behind) {
        Set<TopicPartition> partitions = behind.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.id()))
                .collect(Collectors.toUnmodifiableSet());
        try (KafkaConnection connection = cluster.connect()) {
            long sum = 0;
            for (Map<String, LogDirDescription> directories : connection
                    .await(connection.admin().describeLogDirs(brokers).allDescriptions())
                    .values()) {
                for (LogDirDescription directory : directories.values()) {
                    sum += directory.replicaInfos().entrySet().stream()
                            .filter(replica -> partitions.contains(replica.getKey()))
                            .mapToLong(replica -> Math.max(0, replica.getValue().offsetLag()))
                            .sum();
                }
            }
            return sum;
        } catch (WorldRefused | KafkaException e) {
            return 0;
        }
    }
}
