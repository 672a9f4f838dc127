package dev.castellan.drill;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.Offsets;
import dev.castellan.observe.Live;
import dev.castellan.observe.Observer;
import dev.castellan.observe.Snapshot;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// The cluster as a drill sees it: is it well, and its topic.
public final class Watch {
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final Target target;

    public Watch(Target target) {
        this.target = target;
    }

    private KafkaConnection connect(Duration bound) {
        Snapshot installed = new Snapshot(target.facts(), new Live.Asleep());
        return new KafkaConnection(Snapshot.bootstrap(installed.endpoints().values()), target.access(), bound);
    }

    Map<String, Object> clientProperties() {
        try (KafkaConnection connection = connect(BOUND)) {
            return connection.clientProperties();
        }
    }

    /// What is not as it should be; empty where all is well.
    private String trouble() {
        Snapshot now = new Observer(target, BOUND).observe();
        List<String> down = now.facts().nodes().values().stream()
                .filter(node -> node.running().isEmpty())
                .map(node -> "kafka-" + node.id())
                .sorted()
                .toList();
        if (!down.isEmpty()) {
            return String.join(", ", down) + (down.size() == 1 ? " does" : " do") + " not run";
        }
        if (!(now.live() instanceof Live.Awake awake)) {
            return "the cluster does not answer";
        }
        if (awake.quorum().isEmpty()) {
            return "no controller leads";
        }
        long brokers = now.endpoints().values().stream()
                .filter(endpoint -> endpoint.clientPort().isPresent())
                .count();
        if (awake.brokers().size() < brokers) {
            return (brokers - awake.brokers().size()) + " of " + brokers + " brokers are not back";
        }
        long behind = awake.partitions().stream()
                .filter(partition -> partition.isOffline() || partition.isUnderReplicated())
                .count();
        return behind == 0 ? "" : behind + " partitions lack a replica";
    }

    /// Waits until all is well.
    ///
    /// @return what is not, after that long; empty where all is well
    String heal(Duration bound) {
        return heal(bound, () -> true);
    }

    /// Waits until all is well, to the clients too: a broker that is killed and back within its session is missed by
    /// nobody else, though it leads and takes nothing yet.
    ///
    /// @param served whether clients get what they want
    String heal(Duration bound, BooleanSupplier served) {
        long end = System.nanoTime() + bound.toNanos();
        String trouble = trouble(served);
        while (!trouble.isEmpty() && System.nanoTime() < end) {
            pause(BETWEEN);
            trouble = trouble(served);
        }
        return trouble;
    }

    private String trouble(BooleanSupplier served) {
        String trouble = trouble();
        return trouble.isEmpty() && !served.getAsBoolean() ? "some partitions take no records" : trouble;
    }

    /// @throws WorldRefused where it is not well within the bound
    void requireHealthy(Duration bound) {
        String trouble = heal(bound);
        if (!trouble.isEmpty()) {
            throw new WorldRefused("", "no drill on a cluster that is not well: " + trouble, "castellan status");
        }
    }

    /// @throws WorldRefused where it does not answer
    public Live.Awake awake() {
        if (new Observer(target, BOUND).observe().live() instanceof Live.Awake awake) {
            return awake;
        }
        throw new WorldRefused("", "the cluster does not answer", "castellan status");
    }

    void createTopic(Safety safety) {
        deleteTopic();
        NewTopic topic =
                new NewTopic(Safety.TOPIC, Safety.PARTITIONS, (short) safety.copies()).configs(safety.config());
        try (KafkaConnection connection = connect(BOUND)) {
            long end = System.nanoTime() + BOUND.toNanos();
            while (true) {
                try {
                    connection.await(
                            connection.admin().createTopics(List.of(topic)).all());
                    return;
                } catch (TopicExistsException e) {
                    if (System.nanoTime() > end) {
                        throw e; // one that was deleted a moment before is gone by now
                    }
                    pause(BETWEEN);
                }
            }
        }
    }

    void deleteTopic() {
        try (KafkaConnection connection = connect(BOUND)) {
            deleteGroup(connection);
            connection.await(
                    connection.admin().deleteTopics(List.of(Safety.TOPIC)).all());
        } catch (UnknownTopicOrPartitionException e) {
            // There is none.
        }
    }

    private static void deleteGroup(KafkaConnection connection) {
        try {
            connection.await(connection
                    .admin()
                    .deleteConsumerGroups(List.of(Safety.TOPIC))
                    .all());
        } catch (GroupIdNotFoundException | GroupNotEmptyException e) {
            // There is none, or its members are still leaving it: it goes with its offsets.
        }
    }

    /// Has the last copy of each partition lead, so that what is read next comes from another disk.
    void letOthersLead() {
        Live.Topic topic = awake().topics().get(Safety.TOPIC);
        if (topic == null) {
            return;
        }
        Map<TopicPartition, Optional<NewPartitionReassignment>> turned = new HashMap<>();
        for (Live.Partition partition : topic.partitions()) {
            List<Integer> order = new ArrayList<>(partition.replicas());
            Collections.rotate(order, 1);
            turned.put(
                    new TopicPartition(Safety.TOPIC, partition.id()), Optional.of(new NewPartitionReassignment(order)));
        }
        try (KafkaConnection connection = connect(BOUND)) {
            connection.await(
                    connection.admin().alterPartitionReassignments(turned).all());
            connection.await(connection
                    .admin()
                    .electLeaders(ElectionType.PREFERRED, turned.keySet())
                    .partitions());
        }
    }

    /// Waits until the drill's group has read to the end, or that long.
    void awaitGroup(Duration bound) {
        long until = System.nanoTime() + bound.toNanos();
        try (KafkaConnection connection = connect(BOUND)) {
            while (System.nanoTime() < until && !hasReadAll(connection)) {
                pause(BETWEEN);
            }
        }
    }

    private boolean hasReadAll(KafkaConnection connection) {
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

    /// Looks now and then how many partitions of the drill's topic lack a replica.
    Lookout lookOut(LongSupplier now) {
        return new Lookout(now);
    }

    private static void pause(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorldRefused("", "interrupted", "");
        }
    }

    /// A look every second, until closed.
    final class Lookout implements AutoCloseable {
        private final Map<Integer, Integer> outOfSync = new ConcurrentHashMap<>();
        private final CountDownLatch stop = new CountDownLatch(1);
        private final Thread thread;

        private Lookout(LongSupplier now) {
            this.thread = Thread.ofPlatform().daemon().name("drill-lookout").start(() -> look(now));
        }

        private void look(LongSupplier now) {
            try (KafkaConnection connection = connect(LOOK)) {
                while (!stop.await(1, TimeUnit.SECONDS)) {
                    count(connection)
                            .ifPresent(count -> outOfSync.put((int) (now.getAsLong() / 1_000_000_000L), count));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private Optional<Integer> count(KafkaConnection connection) {
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

        void rest(Duration duration) {
            pause(duration);
        }

        @Override
        public void close() {
            stop.countDown();
            thread.interrupt();
        }
    }
}
