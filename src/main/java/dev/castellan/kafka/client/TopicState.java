package dev.castellan.kafka.client;

import java.util.List;
import java.util.Optional;

/// A topic as it stands: its partitions and the properties that are not at their default.
public record TopicState(String name, String id, boolean internal, List<Partition> partitions, List<Setting> configs) {
    public TopicState {
        partitions = List.copyOf(partitions);
        configs = List.copyOf(configs);
    }

    /// Where one partition lives.
    ///
    /// @param leader empty when no replica can lead: the partition is unavailable
    /// @param elr replicas outside the ISR that still hold every committed record (KIP-966)
    public record Partition(
            int partition, Optional<Integer> leader, List<Integer> replicas, List<Integer> isr, List<Integer> elr) {
        public Partition {
            replicas = List.copyOf(replicas);
            isr = List.copyOf(isr);
            elr = List.copyOf(elr);
        }

        public boolean underReplicated() {
            return isr.size() < replicas.size();
        }

        public boolean unavailable() {
            return leader.isEmpty();
        }
    }

    /// The most replicas any partition has: all have the same number but while a reassignment runs.
    public int replicationFactor() {
        return partitions.stream()
                .mapToInt(partition -> partition.replicas().size())
                .max()
                .orElse(0);
    }
}
