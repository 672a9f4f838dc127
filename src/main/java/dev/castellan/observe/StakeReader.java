package dev.castellan.observe;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.Offsets;
import dev.castellan.kafka.client.ReplicaSizes;
import dev.castellan.kafka.records.NewestKeys;
import dev.castellan.problem.WorldRefused;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Looks up what doubts are about. A doubt that cannot be answered stays without an answer.
final class StakeReader {
    private final KafkaConnection connection;
    private final Live.Awake awake;
    private final InstantSource clock;
    private final Map<Doubt, Live.Stake> stakes = new HashMap<>();

    StakeReader(KafkaConnection connection, Live.Awake awake, InstantSource clock) {
        this.connection = connection;
        this.awake = awake;
        this.clock = clock;
    }

    /// In as many requests as there are kinds of doubts, however many the topics.
    Map<Doubt, Live.Stake> read(List<Doubt> doubts) {
        if (!doubts.isEmpty()) {
            try {
                records(doubts);
                beyond(kind(doubts, Doubt.Beyond.class));
            } catch (WorldRefused | KafkaException e) {
                // What is not known is told as such, where it matters.
            }
        }
        return stakes;
    }

    private static <T extends Doubt> List<T> kind(List<Doubt> doubts, Class<T> kind) {
        return doubts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// What counts records: all those there are, or those before the first one that is young enough.
    private void records(List<Doubt> doubts) {
        Map<String, Long> since = new HashMap<>();
        kind(doubts, Doubt.Older.class)
                .forEach(doubt -> since.put(doubt.topic(), Math.max(0, clock.millis() - doubt.millis())));
        Set<TopicPartition> all = partitions(doubts);
        Set<TopicPartition> timed = partitions(kind(doubts, Doubt.Older.class));
        Offsets offsets = new Offsets(connection);
        Offsets.Asked asked = offsets.ask(all, OffsetSpec.earliest());
        Offsets.Asked askedEnd = offsets.ask(all, OffsetSpec.latest());
        Offsets.Asked askedYoung =
                offsets.ask(timed, partition -> OffsetSpec.forTimestamp(since.getOrDefault(partition.topic(), 0L)));
        Map<TopicPartition, Long> first = asked.await();
        Map<TopicPartition, Long> end = askedEnd.await();
        // Where nothing is young enough there is no such offset.
        Map<TopicPartition, Long> young = new HashMap<>(end);
        young.putAll(askedYoung.await());
        for (Doubt doubt : doubts) {
            Set<TopicPartition> own = partitions(List.of(doubt));
            if (first.keySet().containsAll(own) && end.keySet().containsAll(own)) {
                switch (doubt) {
                    case Doubt.Contents ignored -> put(doubt, sum(own, end) - sum(own, first), 0);
                    case Doubt.Older ignored -> put(doubt, sum(own, young) - sum(own, first), 0);
                    case Doubt.Keys ignored -> keyed(own, first, end).ifPresent(keyed -> put(doubt, keyed, 0));
                    case Doubt.Beyond ignored -> {}
                    case Doubt.Space ignored -> {}
                }
            }
        }
    }

    private Optional<Long> keyed(
            Set<TopicPartition> partitions, Map<TopicPartition, Long> first, Map<TopicPartition, Long> end) {
        Map<TopicPartition, NewestKeys.Span> spans = new HashMap<>();
        partitions.forEach(partition -> spans.put(
                partition, new NewestKeys.Span(first.getOrDefault(partition, 0L), end.getOrDefault(partition, 0L))));
        return NewestKeys.count(connection, spans);
    }

    private void beyond(List<Doubt.Beyond> doubts) {
        if (!doubts.isEmpty()) {
            Map<TopicPartition, Long> sizes =
                    new ReplicaSizes(connection).read(awake.brokers()).largest();
            for (Doubt.Beyond doubt : doubts) {
                long surplus = partitions(List.of(doubt)).stream()
                        .mapToLong(partition -> Math.max(0, sizes.getOrDefault(partition, 0L) - doubt.bytes()))
                        .sum();
                put(doubt, 0, surplus);
            }
        }
    }

    private void put(Doubt doubt, long records, long bytes) {
        stakes.put(doubt, new Live.Stake(records, bytes));
    }

    private Set<TopicPartition> partitions(List<? extends Doubt> doubts) {
        return doubts.stream()
                .flatMap(doubt -> Optional.ofNullable(awake.topics().get(doubt.topic())).stream())
                .flatMap(topic -> topic.partitions().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.id()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static long sum(Collection<TopicPartition> partitions, Map<TopicPartition, Long> offsets) {
        return partitions.stream()
                .mapToLong(partition -> offsets.getOrDefault(partition, 0L))
                .sum();
    }
}
