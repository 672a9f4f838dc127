package dev.castellan.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// How many took how long.
///
/// @param counts of each bucket of [#BOUNDS], and at the end of those above the last
/// @param seconds of all together
public record Latencies(List<Long> counts, double seconds) {
    /// The upper bounds of the buckets, in seconds.
    public static final List<Double> BOUNDS =
            List.of(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0);

    static final Latencies NONE = new Latencies(
            LongStream.range(0, BOUNDS.size() + 1L).map(bucket -> 0).boxed().toList(), 0);

    public Latencies {
        counts = List.copyOf(counts);
    }

    Latencies plus(double taken) {
        int bucket = 0;
        while (bucket < BOUNDS.size() && taken > BOUNDS.get(bucket)) {
            bucket++;
        }
        List<Long> more = new ArrayList<>(counts);
        more.set(bucket, more.get(bucket) + 1);
        return new Latencies(more, seconds + Math.max(0, taken));
    }

    /// All of them.
    public long count() {
        return counts.stream().mapToLong(count -> count).sum();
    }
}
