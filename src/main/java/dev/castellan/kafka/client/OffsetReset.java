package dev.castellan.kafka.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Computes where a group would stand after a reset. Pure: offsets in, offsets out.
public final class OffsetReset {
    private OffsetReset() {}

    /// Where the group shall go.
    public sealed interface Goal {
        /// The oldest record of every partition.
        record Earliest() implements Goal {}

        /// After the newest record of every partition.
        record Latest() implements Goal {}

        /// This offset in every partition.
        record Offset(long offset) implements Goal {}

        /// The first record of this time or later.
        record Time(Instant time) implements Goal {}

        /// This many records forward, or back when negative.
        record Shift(long by) implements Goal {}
    }

    /// What is known of a partition.
    ///
    /// @param atTime the offset of the first record at the goal's time; empty when there is none
    public record Range(
            String topic, int partition, long begin, long end, Optional<Long> committed, Optional<Long> atTime) {}

    /// What the reset does to a partition.
    ///
    /// @param to where the group would stand; empty when it cannot be told
    /// @param note why `to` is not simply what was asked; empty when it is
    public record Move(String topic, int partition, Optional<Long> from, Optional<Long> to, String note) {}

    public static List<Move> plan(Goal goal, List<Range> ranges) {
        return ranges.stream().map(range -> move(goal, range)).toList();
    }

    private static Move move(Goal goal, Range range) {
        return switch (goal) {
            case Goal.Earliest ignored -> to(range, range.begin(), "");
            case Goal.Latest ignored -> to(range, range.end(), "");
            case Goal.Offset offset -> clamped(range, offset.offset());
            case Goal.Time ignored ->
                range.atTime()
                        .map(offset -> clamped(range, offset))
                        .orElseGet(() -> to(range, range.end(), "no record at that time or later: the end"));
            case Goal.Shift shift ->
                range.committed()
                        .map(from -> clamped(range, saturated(from, shift.by())))
                        .orElseGet(() -> new Move(
                                range.topic(),
                                range.partition(),
                                Optional.empty(),
                                Optional.empty(),
                                "nothing committed here to shift from"));
        };
    }

    private static Move clamped(Range range, long wanted) {
        if (wanted < range.begin()) {
            return to(range, range.begin(), "%d is before the oldest record: moved to it".formatted(wanted));
        }
        if (wanted > range.end()) {
            return to(range, range.end(), "%d is beyond the end: moved to it".formatted(wanted));
        }
        return to(range, wanted, "");
    }

    private static Move to(Range range, long offset, String note) {
        return new Move(range.topic(), range.partition(), range.committed(), Optional.of(offset), note);
    }

    private static long saturated(long from, long by) {
        long sum = from + by;
        boolean overflown = by > 0 && sum < from;
        return overflown ? Long.MAX_VALUE : sum;
    }
}
