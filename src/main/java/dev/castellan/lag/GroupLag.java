package dev.castellan.lag;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How far one group is behind.
///
/// @param kind `consumer`, `classic`, `share` or `streams`
/// @param asOf when that was so: earlier than the snapshot where the group could not be read this time, and of one that
///     never could be when that was tried first
/// @param trouble why it could not be read
public record GroupLag(
        String name,
        String kind,
        String state,
        int members,
        Instant asOf,
        List<PartitionLag> partitions,
        Optional<String> trouble) {
    public GroupLag {
        partitions = List.copyOf(partitions);
    }

    /// Whether it was read at least once.
    public boolean isRead() {
        return trouble.isEmpty() || !partitions.isEmpty();
    }

    GroupLag kept(Optional<String> why) {
        return new GroupLag(name, kind, state, members, asOf, partitions, why);
    }

    /// The lags that are known, added up.
    public long sum() {
        return partitions.stream().mapToLong(lag -> lag.lag().orElse(0L)).sum();
    }

    public long max() {
        return partitions.stream().mapToLong(lag -> lag.lag().orElse(0L)).max().orElse(0);
    }

    /// The longest of its partitions.
    public TimeLag time() {
        return TimeLag.longest(partitions.stream().map(PartitionLag::time).toList());
    }

    /// Partitions of which the lag is not known.
    public long unknown() {
        return partitions.stream().filter(lag -> lag.lag().isEmpty()).count();
    }

    public long lost() {
        return partitions.stream().mapToLong(PartitionLag::lost).sum();
    }

    public long topics() {
        return partitions.stream().map(lag -> lag.place().topic()).distinct().count();
    }
}
