package dev.castellan.drill;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.Offsets;
import dev.castellan.problem.WorldRefused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// The topic in which clients work, and its groups; gone once closed.
final class OwnTopic implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final Reach reach;

    private OwnTopic(Reach reach) {
        this.reach = reach;
    }

    /// A new one; what an earlier drill has left of it goes first.
    static OwnTopic create(Reach reach, Safety safety) {
        OwnTopic own = new OwnTopic(reach);
        remove(reach);
        NewTopic topic =
                new NewTopic(Safety.TOPIC, Safety.PARTITIONS, (short) safety.copies()).configs(safety.config());
        try (KafkaConnection connection = reach.connect(BOUND)) {
            String left = Waiting.until(BOUND, () -> isCreated(connection, topic) ? "" : "the last one is not gone");
            if (!left.isEmpty()) {
                throw new WorldRefused("topic " + Safety.TOPIC, left, "castellan topics delete " + Safety.TOPIC);
            }
        }
        return own;
    }

    /// Removes what an earlier drill has left of it.
    static void remove(Reach reach) {
        new OwnTopic(reach).close();
    }

    /// One that was deleted a moment before is gone by and by.
    private static boolean isCreated(KafkaConnection connection, NewTopic topic) {
        try {
            connection.await(connection.admin().createTopics(List.of(topic)).all());
            return true;
        } catch (TopicExistsException e) {
            return false;
        }
    }

    /// Makes ready for a share group.
    ///
    /// @return why there is none; empty where there is
    String prepareShareGroup(Safety safety) {
        try (KafkaConnection connection = reach.connect(BOUND)) {
            String obstacle = ShareGroup.obstacle(connection, safety);
            if (obstacle.isEmpty()) {
                ShareGroup.prepare(connection);
            }
            return obstacle;
        }
    }

    /// Where the share group stands by what the cluster says of it, for a person.
    String shareStanding() {
        try (KafkaConnection connection = reach.connect(BOUND)) {
            return ShareGroup.standing(connection);
        } catch (KafkaException | WorldRefused e) {
            return "the cluster does not say where the share group stands: " + e.getMessage();
        }
    }

    Map<String, Object> clientProperties() {
        try (KafkaConnection connection = reach.connect(BOUND)) {
            return connection.clientProperties();
        }
    }

    /// What it lacks; empty where every partition has a leader and all its copies.
    String trouble() {
        try (KafkaConnection connection = reach.connect(BOUND)) {
            long behind = partitions(connection).stream()
                    .filter(partition -> partition.leader() == null
                            || partition.isr().size() < partition.replicas().size())
                    .count();
            return behind == 0 ? "" : behind + " partitions lack a replica";
        } catch (KafkaException | WorldRefused e) {
            return "the cluster does not answer";
        }
    }

    private static List<TopicPartitionInfo> partitions(KafkaConnection connection) {
        return connection
                .await(connection.admin().describeTopics(List.of(Safety.TOPIC)).allTopicNames())
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream())
                .toList();
    }

    /// Has the last copy of each partition lead, so that what is read next comes from another disk.
    void letOthersLead() {
        try (KafkaConnection connection = reach.connect(BOUND)) {
            Map<TopicPartition, Optional<NewPartitionReassignment>> turned = new HashMap<>();
            for (TopicPartitionInfo partition : partitions(connection)) {
                List<Integer> order = new ArrayList<>(
                        partition.replicas().stream().map(Node::id).toList());
                Collections.rotate(order, 1);
                turned.put(
                        new TopicPartition(Safety.TOPIC, partition.partition()),
                        Optional.of(new NewPartitionReassignment(order)));
            }
            connection.await(
                    connection.admin().alterPartitionReassignments(turned).all());
            connection.await(connection
                    .admin()
                    .electLeaders(ElectionType.PREFERRED, turned.keySet())
                    .partitions());
        }
    }

    /// Waits until the group has read to the end, or that long.
    void awaitGroup(Duration bound) {
        try (KafkaConnection connection = reach.connect(BOUND)) {
            String ignored = Waiting.until(bound, () -> hasReadAll(connection) ? "" : "not yet");
        }
    }

    private static boolean hasReadAll(KafkaConnection connection) {
        Set<TopicPartition> places = IntStream.range(0, Safety.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Safety.TOPIC, partition))
                .collect(Collectors.toSet());
        Map<TopicPartition, Long> ends =
                new Offsets(connection).ask(places, OffsetSpec.latest()).await();
        Map<TopicPartition, OffsetAndMetadata> read = connection.await(
                connection.admin().listConsumerGroupOffsets(Safety.TOPIC).partitionsToOffsetAndMetadata());
        return ends.entrySet().stream().allMatch(end -> {
            OffsetAndMetadata at = read.get(end.getKey());
            return end.getValue() == 0 || (at != null && at.offset() >= end.getValue());
        });
    }

    /// Deletes it and its groups; none is no trouble.
    @Override
    public void close() {
        try (KafkaConnection connection = reach.connect(BOUND)) {
            deleteGroup(connection);
            ShareGroup.delete(connection);
            connection.await(
                    connection.admin().deleteTopics(List.of(Safety.TOPIC)).all());
        } catch (UnknownTopicOrPartitionException e) {
            // There is none.
        }
    }

    private static void deleteGroup(KafkaConnection connection) {
        String ignored = Waiting.until(ShareGroup.LEAVING, () -> isDeleted(connection) ? "" : "not empty yet");
    }

    /// Members that were killed leave it by and by.
    private static boolean isDeleted(KafkaConnection connection) {
        try {
            connection.await(connection
                    .admin()
                    .deleteConsumerGroups(List.of(Safety.TOPIC))
                    .all());
            return true;
        } catch (GroupIdNotFoundException e) {
            return true;
        } catch (GroupNotEmptyException e) {
            return false;
        }
    }
}
