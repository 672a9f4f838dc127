package dev.castellan.probe;

import dev.castellan.kafka.client.KafkaConnection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// The topic that the probe writes to: a partition for each broker, which is the first of its replicas, as
/// [ProbeLayout] says.
public record ProbeTopic(KafkaConnection connection) {
    /// Castellan's own; listed only with the internal ones.
    public static final String NAME = "__castellan-probe";

    /// Those that are there, and the rack of each; empty where it has none.
    ///
    /// @throws dev.castellan.problem.WorldRefused when nothing answers within the bound
    NavigableMap<Integer, String> brokers() {
        NavigableMap<Integer, String> racks = new TreeMap<>();
        connection
                .await(connection.admin().describeCluster().nodes())
                .forEach(node -> racks.put(node.id(), node.hasRack() ? node.rack() : ""));
        return racks;
    }

    /// Makes sure that there is one, with a partition for each broker that is there.
    ///
    /// @return which partition is which broker's
    /// @throws dev.castellan.problem.WorldRefused when nothing answers within the bound
    public SortedMap<Integer, Integer> prepare() {
        return prepare(brokers());
    }

    SortedMap<Integer, Integer> prepare(NavigableMap<Integer, String> brokers) {
        List<List<Integer>> known = described();
        ProbeLayout layout = ProbeLayout.of(known, brokers);
        if (known.isEmpty()) {
            create(layout.more());
        } else {
            grow(layout.grown());
            add(known.size(), layout.more());
        }
        // Not asked for again: it takes a moment until every broker knows them.
        return Collections.unmodifiableSortedMap(layout.places());
    }

    private void grow(Map<Integer, List<Integer>> grown) {
        Map<TopicPartition, Optional<NewPartitionReassignment>> wanted = new HashMap<>();
        grown.forEach((partition, replicas) ->
                wanted.put(new TopicPartition(NAME, partition), Optional.of(new NewPartitionReassignment(replicas))));
        if (!wanted.isEmpty()) {
            connection.await(
                    connection.admin().alterPartitionReassignments(wanted).all());
        }
    }

    private void add(int known, List<List<Integer>> more) {
        if (!more.isEmpty()) {
            connection.await(connection
                    .admin()
                    .createPartitions(Map.of(NAME, NewPartitions.increaseTo(known + more.size(), more)))
                    .all());
        }
    }

    /// The replicas of each partition; none where there is no topic.
    private List<List<Integer>> described() {
        try {
            KafkaFuture<TopicDescription> described = Objects.requireNonNull(connection
                    .admin()
                    .describeTopics(List.of(NAME))
                    .topicNameValues()
                    .get(NAME));
            return connection.await(described).partitions().stream()
                    .map(partition ->
                            partition.replicas().stream().map(Node::id).toList())
                    .toList();
        } catch (UnknownTopicOrPartitionException none) {
            return List.of();
        }
    }

    private void create(List<List<Integer>> partitions) {
        Map<Integer, List<Integer>> assignments = new HashMap<>();
        partitions.forEach(replicas -> assignments.put(assignments.size(), replicas));
        int copies = partitions.getFirst().size();
        NewTopic topic = new NewTopic(NAME, assignments)
                .configs(Map.of(
                        "retention.ms",
                        "600000",
                        "segment.ms",
                        "600000",
                        "min.insync.replicas",
                        String.valueOf(Math.max(1, copies - 1))));
        try {
            connection.await(connection.admin().createTopics(List.of(topic)).all());
        } catch (TopicExistsException other) {
            // Another Castellan was quicker.
        }
    }
}
