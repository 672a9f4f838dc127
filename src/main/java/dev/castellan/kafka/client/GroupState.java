package dev.castellan.kafka.client;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/// A group as it stands: who is in it, and how far it is behind.
///
/// @param type `consumer`, `classic`, `share` or `streams`
/// @param protocol the assignor of a consumer group, or the protocol type of a classic one
public record GroupState(
        String name,
        String type,
        String state,
        String protocol,
        int coordinator,
        List<Member> members,
        List<Lag> partitions) {
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    public GroupState {
        members = List.copyOf(members);
        partitions = List.copyOf(partitions);
    }

    /// One member.
    public record Member(String id, String client, String host, int partitions) {}

    /// How far the group is behind in one partition.
    ///
    /// @param committed where the group stands; empty when it never committed here
    /// @param end after the newest record; empty when the partition cannot be asked, or is gone
    /// @param lag never negative; empty unless both are known
    /// @param client who reads the partition now
    public record Lag(
            String topic,
            int partition,
            Optional<Long> committed,
            Optional<Long> end,
            Optional<Long> lag,
            Optional<String> client,
            Optional<String> host) {}

    /// Which partitions one member reads, before they are joined with offsets.
    record Assigned(Member member, Set<TopicPartition> places) {}

    public long totalLag() {
        return partitions.stream().mapToLong(lag -> lag.lag().orElse(0L)).sum();
    }

    /// Joins what was read separately. `committed` has to be read before `ends`, so that a group that keeps up never
    /// seems to be ahead of its topic; what is left of that is cut to zero.
    static List<Lag> join(
            Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends, List<Assigned> assigned) {
        Map<TopicPartition, Member> readers = new HashMap<>();
        assigned.forEach(one -> one.places().forEach(place -> readers.put(place, one.member())));
        Set<TopicPartition> places = new TreeSet<>(ORDER);
        places.addAll(committed.keySet());
        places.addAll(readers.keySet());
        return places.stream()
                .map(place -> lag(
                        place,
                        Optional.ofNullable(committed.get(place)),
                        Optional.ofNullable(ends.get(place)),
                        Optional.ofNullable(readers.get(place))))
                .toList();
    }

    private static Lag lag(
            TopicPartition place, Optional<Long> committed, Optional<Long> end, Optional<Member> reader) {
        return new Lag(
                place.topic(),
                place.partition(),
                committed,
                end,
                committed.flatMap(from -> end.map(to -> Math.max(0, to - from))),
                reader.map(Member::client),
                reader.map(Member::host));
    }
}
