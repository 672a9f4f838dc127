package dev.castellan.probe;

import dev.castellan.kafka.client.KafkaConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// The topic that the probe writes to: a partition for each broker, which is the first of its replicas.
public record ProbeTopic(KafkaConnection connection) {
    /// Castellan's own; listed only with the internal ones.
    public static final String NAME = "__castellan-probe";

    private static final int COPIES = 3;

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
        List<TopicPartitionInfo> known = described();
        SortedMap<Integer, Integer> places = places(known);
        List<Integer> without = brokers.keySet().stream()
                .filter(id -> !places.containsValue(id))
                .toList();
        if (known.isEmpty()) {
            create(brokers);
        } else if (!without.isEmpty()) {
            List<List<Integer>> more =
                    without.stream().map(id -> replicas(id, brokers)).toList();
            connection.await(connection
                    .admin()
                    .createPartitions(Map.of(NAME, NewPartitions.increaseTo(known.size() + more.size(), more)))
                    .all());
        }
        // Not asked for again: it takes a moment until every broker knows them.
        without.forEach(id -> places.put(known.size() + without.indexOf(id), id));
        return Collections.unmodifiableSortedMap(places);
    }

    /// Where a broker is the first of several, the first of them is its own.
    private static SortedMap<Integer, Integer> places(List<TopicPartitionInfo> known) {
        SortedMap<Integer, Integer> places = new TreeMap<>();
        for (TopicPartitionInfo partition : known) {
            partition.replicas().stream()
                    .map(Node::id)
                    .findFirst()
                    .filter(first -> !places.containsValue(first))
                    .ifPresent(first -> places.put(partition.partition(), first));
        }
        return places;
    }

    private List<TopicPartitionInfo> described() {
        try {
            KafkaFuture<TopicDescription> described = Objects.requireNonNull(connection
                    .admin()
                    .describeTopics(List.of(NAME))
                    .topicNameValues()
                    .get(NAME));
            return connection.await(described).partitions();
        } catch (UnknownTopicOrPartitionException none) {
            return List.of();
        }
    }

    private void create(NavigableMap<Integer, String> brokers) {
        Map<Integer, List<Integer>> assignments = new HashMap<>();
        brokers.keySet().forEach(id -> assignments.put(assignments.size(), replicas(id, brokers)));
        int copies = Math.min(COPIES, brokers.size());
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

    /// The broker itself, then those that come after it in the circle, of racks that have none yet before others: a
    /// rack
    /// that restarts as a whole is to take one of them only.
    static List<Integer> replicas(int first, NavigableMap<Integer, String> racks) {
        List<Integer> circle = new ArrayList<>(racks.tailMap(first, true).keySet());
        circle.addAll(racks.headMap(first, false).keySet());
        Set<String> taken = new HashSet<>();
        Set<Integer> chosen = new LinkedHashSet<>();
        circle.stream().filter(id -> taken.add(racks.getOrDefault(id, ""))).forEach(chosen::add);
        chosen.addAll(circle);
        return chosen.stream().limit(COPIES).toList();
    }
}
