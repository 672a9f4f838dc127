package dev.castellan.apply;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.ReplicaSizes;
import dev.castellan.plan.Step.MoveReplicas;
import dev.castellan.plan.Throttle;
import dev.castellan.problem.WorldRefused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.PartitionReassignment;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/// Moves replicas to other brokers, a number of partitions at a time and no faster than was agreed, and waits until
/// they are there.
///
/// Killed at any point, Kafka goes on with the partitions that it was given; the next run finds them moving, or moved,
/// goes on with the others, and takes the throttle away.
final class Moves {
    /// So many partitions move at once: what is cut off has then finished most of what it began.
    private static final int AT_ONCE = 100;

    private static final Duration BETWEEN = Duration.ofMillis(300);

    /// So long nothing may arrive anywhere.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final InstantSource clock;
    private final Pauser pauser;

    Moves(InstantSource clock, Pauser pauser) {
        this.clock = clock;
        this.pauser = pauser;
    }

    void carryOut(KafkaConnection connection, List<MoveReplicas> steps, Consumer<String> progress) {
        new Course(connection, steps, progress).run();
    }

    /// Where a partition is and goes to.
    private record Move(List<Integer> before, List<Integer> after) {
        NavigableSet<Integer> coming() {
            NavigableSet<Integer> coming = new TreeSet<>(after);
            before.forEach(coming::remove);
            return coming;
        }
    }

    /// What is still to come.
    private record Rest(int partitions, long bytes) {}

    /// The moves of one batch of steps.
    private final class Course {
        private final KafkaConnection connection;
        private final Consumer<String> progress;
        private final int rate;
        private final SequencedMap<TopicPartition, Move> moves = new LinkedHashMap<>();
        private final SortedSet<Integer> brokers = new TreeSet<>();

        private Course(KafkaConnection connection, List<MoveReplicas> steps, Consumer<String> progress) {
            this.connection = connection;
            this.progress = progress;
            this.rate = steps.getFirst().rate();
            for (MoveReplicas step : steps) {
                step.after().forEach((partition, after) -> {
                    Move move = new Move(step.before().getOrDefault(partition, List.of()), after);
                    moves.put(new TopicPartition(step.topic(), partition), move);
                    brokers.addAll(move.before());
                    brokers.addAll(move.after());
                });
            }
        }

        /// One that is down sends and takes nothing, and only it could be told how much it may.
        private void run() {
            brokers.retainAll(
                    connection.await(connection.admin().describeCluster().nodes()).stream()
                            .map(Node::id)
                            .toList());
            throttle();
            List<TopicPartition> waiting = new ArrayList<>(moves.sequencedKeySet());
            Set<TopicPartition> moving = moving();
            Rest last = new Rest(Integer.MAX_VALUE, Long.MAX_VALUE);
            Instant since = clock.instant();
            while (true) {
                int room = AT_ONCE - moving.size();
                if (room > 0 && !waiting.isEmpty()) {
                    List<TopicPartition> next = List.copyOf(waiting.subList(0, Math.min(room, waiting.size())));
                    submit(next);
                    waiting.subList(0, next.size()).clear();
                }
                moving = moving();
                if (moving.isEmpty() && waiting.isEmpty()) {
                    break;
                }
                Rest rest = rest(waiting, moving);
                tell(rest);
                if (rest.partitions() < last.partitions() || rest.bytes() < last.bytes()) {
                    last = rest;
                    since = clock.instant();
                }
                refuseStandstill(since, moving);
                pauser.pause(BETWEEN);
            }
            release();
        }

        private void submit(Collection<TopicPartition> places) {
            Map<TopicPartition, Optional<NewPartitionReassignment>> request = new HashMap<>();
            places.forEach(place -> request.put(
                    place, Optional.of(new NewPartitionReassignment(move(place).after()))));
            connection.await(
                    connection.admin().alterPartitionReassignments(request).all());
        }

        private Move move(TopicPartition place) {
            return Objects.requireNonNull(moves.get(place));
        }

        private Set<TopicPartition> moving() {
            Map<TopicPartition, PartitionReassignment> all = connection.await(
                    connection.admin().listPartitionReassignments().reassignments());
            Set<TopicPartition> own = new HashSet<>(all.keySet());
            own.retainAll(moves.keySet());
            return own;
        }

        private Rest rest(Collection<TopicPartition> waiting, Collection<TopicPartition> moving) {
            ReplicaSizes.Sizes sizes = new ReplicaSizes(connection).read(brokers);
            Map<TopicPartition, Long> whole = sizes.largest();
            List<TopicPartition> open = new ArrayList<>(waiting);
            open.addAll(moving);
            long bytes = 0;
            for (TopicPartition place : open) {
                for (int broker : move(place).coming()) {
                    bytes += Math.max(0, whole.getOrDefault(place, 0L) - sizes.of(broker, place));
                }
            }
            return new Rest(open.size(), bytes);
        }

        private void tell(Rest rest) {
            progress.accept((moves.size() - rest.partitions()) + " of " + moves.size() + " partitions moved, "
                    + (rest.bytes() >> 20) + " MiB to go");
        }

        private void refuseStandstill(Instant since, Collection<TopicPartition> moving) {
            if (Duration.between(since, clock.instant()).compareTo(PATIENCE) > 0) {
                throw new WorldRefused(
                        "topic "
                                + moving.stream()
                                        .map(TopicPartition::topic)
                                        .sorted()
                                        .findFirst()
                                        .orElse(""),
                        "its replicas have not come any further for " + PATIENCE.toMinutes() + " minutes",
                        "castellan status; the same command goes on with the move");
            }
        }

        private void throttle() {
            Map<ConfigResource, Collection<AlterConfigOp>> request = new HashMap<>();
            String bytes = String.valueOf((long) rate << 20);
            for (int broker : brokers) {
                request.put(
                        broker(broker), List.of(set(Throttle.LEADER_RATE, bytes), set(Throttle.FOLLOWER_RATE, bytes)));
            }
            Map<String, List<String>> leaders = new HashMap<>();
            Map<String, List<String>> followers = new HashMap<>();
            moves.forEach((place, move) -> {
                move.before().forEach(broker -> add(leaders, place, broker));
                move.coming().forEach(broker -> add(followers, place, broker));
            });
            topics().forEach(topic -> request.put(
                    topic(topic),
                    List.of(
                            set(Throttle.LEADERS, String.join(",", leaders.getOrDefault(topic, List.of()))),
                            set(Throttle.FOLLOWERS, String.join(",", followers.getOrDefault(topic, List.of()))))));
            alter(request);
        }

        /// The brokers' share first, as the topics' tells the next run that there is something to take away.
        private void release() {
            Map<ConfigResource, Collection<AlterConfigOp>> ofBrokers = new HashMap<>();
            brokers.forEach(broker ->
                    ofBrokers.put(broker(broker), List.of(unset(Throttle.LEADER_RATE), unset(Throttle.FOLLOWER_RATE))));
            alter(ofBrokers);
            Map<ConfigResource, Collection<AlterConfigOp>> ofTopics = new HashMap<>();
            topics().forEach(topic ->
                    ofTopics.put(topic(topic), List.of(unset(Throttle.LEADERS), unset(Throttle.FOLLOWERS))));
            alter(ofTopics);
        }

        private SortedSet<String> topics() {
            SortedSet<String> topics = new TreeSet<>();
            moves.keySet().forEach(place -> topics.add(place.topic()));
            return topics;
        }

        private void alter(Map<ConfigResource, Collection<AlterConfigOp>> request) {
            connection.await(connection.admin().incrementalAlterConfigs(request).all());
        }
    }

    private static void add(Map<String, List<String>> places, TopicPartition place, int broker) {
        places.computeIfAbsent(place.topic(), topic -> new ArrayList<>()).add(place.partition() + ":" + broker);
    }

    private static ConfigResource broker(int id) {
        return new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(id));
    }

    private static ConfigResource topic(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), OpType.SET);
    }

    private static AlterConfigOp unset(String name) {
        return new AlterConfigOp(new ConfigEntry(name, null), OpType.DELETE);
    }
}
