package dev.castellan.observe;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// How far a mirror has come, as far as both of its ends say.
///
/// @param copied for each partition of the source the offset that is copied next, as workers noted it last
/// @param source what the source says; empty where it does not answer
/// @param silence why it does not; empty text where it does
/// @param target what the cluster says that keeps the copies, by the names that topics have at the source
public record LiveMirror(SortedMap<Place, Long> copied, Optional<End> source, String silence, End target) {
    public LiveMirror {
        copied = Collections.unmodifiableSortedMap(new TreeMap<>(copied));
    }

    /// A partition, by the name that its topic has at the source.
    public record Place(String topic, int partition) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byTopic = topic.compareTo(other.topic);
            return byTopic == 0 ? Integer.compare(partition, other.partition) : byTopic;
        }
    }

    /// The first offset that a partition has, and the one that its next record gets.
    public record Range(long begin, long end) {}

    /// One of the two clusters.
    ///
    /// @param committed for each group the offset of the next record that it reads
    public record End(SortedMap<Place, Range> ranges, SortedMap<String, SortedMap<Place, Long>> committed) {
        public End {
            ranges = Collections.unmodifiableSortedMap(new TreeMap<>(ranges));
            committed = Collections.unmodifiableSortedMap(new TreeMap<>(committed));
        }
    }

    /// One partition of a topic.
    ///
    /// @param copied the offset at the source that is copied next; empty where no worker noted one yet
    /// @param end the offset that its next record gets at the source; empty where the source does not say
    /// @param lag records of the source that are not noted as copied; empty where that cannot be known
    /// @param copyEnd the same at the target; empty where there is no copy yet
    public record Part(Place place, OptionalLong copied, OptionalLong end, OptionalLong lag, OptionalLong copyEnd) {}

    /// One group in one partition.
    ///
    /// @param source what it has committed there; empty where the source does not say, or it has not
    /// @param target what it would go on from at the target; empty where nothing is translated
    /// @param sourceLag records that it has not read there
    /// @param targetLag records that it would read at the target before it has read all copies
    public record GroupPart(
            String group,
            Place place,
            OptionalLong source,
            OptionalLong target,
            OptionalLong sourceLag,
            OptionalLong targetLag) {}

    /// Partitions that are copied, or are to be.
    public List<Part> parts() {
        SortedMap<Place, Range> there = source.map(End::ranges).orElse(new TreeMap<>());
        SortedMap<Place, Long> all = new TreeMap<>(copied);
        there.keySet().forEach(place -> all.putIfAbsent(place, -1L));
        target.ranges().keySet().forEach(place -> all.putIfAbsent(place, -1L));
        return all.entrySet().stream()
                .map(entry -> part(entry.getKey(), entry.getValue(), Optional.ofNullable(there.get(entry.getKey()))))
                .toList();
    }

    private Part part(Place place, long noted, Optional<Range> there) {
        OptionalLong next = noted < 0 ? OptionalLong.empty() : OptionalLong.of(noted);
        // What the source had forgotten before it was copied is no work that is left.
        OptionalLong lag = there.map(range ->
                        OptionalLong.of(Math.max(0, range.end() - Math.max(noted, range.begin()))))
                .orElse(OptionalLong.empty());
        return new Part(
                place,
                next,
                end(there),
                lag,
                end(Optional.ofNullable(target.ranges().get(place))));
    }

    private static OptionalLong end(Optional<Range> range) {
        return range.map(known -> OptionalLong.of(known.end())).orElse(OptionalLong.empty());
    }

    /// Groups with what they have committed at either end.
    public List<GroupPart> groups() {
        SortedMap<String, SortedMap<Place, Long>> there =
                source.map(End::committed).orElse(new TreeMap<>());
        SortedMap<String, SortedMap<Place, Long>> all = new TreeMap<>();
        there.forEach((group, places) ->
                all.computeIfAbsent(group, name -> new TreeMap<>()).putAll(places));
        target.committed()
                .forEach((group, places) ->
                        all.computeIfAbsent(group, name -> new TreeMap<>()).putAll(places));
        return all.entrySet().stream()
                .flatMap(group -> group.getValue().keySet().stream()
                        .map(place -> group(
                                group.getKey(),
                                place,
                                committed(there, group.getKey(), place),
                                committed(target.committed(), group.getKey(), place))))
                .toList();
    }

    private GroupPart group(String group, Place place, OptionalLong there, OptionalLong here) {
        return new GroupPart(
                group,
                place,
                there,
                here,
                left(there, source.map(End::ranges).orElse(new TreeMap<>()), place),
                left(here, target.ranges(), place));
    }

    private static OptionalLong committed(SortedMap<String, SortedMap<Place, Long>> all, String group, Place place) {
        Long offset = all.getOrDefault(group, new TreeMap<>()).get(place);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    private static OptionalLong left(OptionalLong committed, SortedMap<Place, Range> ranges, Place place) {
        Range range = ranges.get(place);
        return range == null || committed.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, range.end() - Math.max(range.begin(), committed.getAsLong())));
    }
}
