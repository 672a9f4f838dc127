package dev.castellan.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// How many durations there were and how they are spread, in milliseconds.
///
/// @param curve the duration below which so many percent are, for a plot
public record Distribution(
        long count,
        double mean,
        double p50,
        double p90,
        double p95,
        double p99,
        double p999,
        double p9999,
        double max,
        List<Point> curve) {
    private static final List<String> NAMES = List.of("p50", "p90", "p95", "p99", "p999", "p9999", "max");

    public Distribution {
        curve = List.copyOf(curve);
    }

    /// One point of the curve.
    public record Point(double percent, double millis) {}

    /// A percentile by the name of its option: `p50`, `p99`, `p999`, `max`.
    public double named(String name) {
        Double value = byName().get(name);
        if (value == null) {
            throw new IllegalArgumentException("no percentile " + name);
        }
        return value;
    }

    /// The percentiles that have a name.
    public SequencedMap<String, Double> byName() {
        SequencedMap<String, Double> all = new LinkedHashMap<>();
        double[] values = {p50, p90, p95, p99, p999, p9999, max};
        for (int i = 0; i < values.length; i++) {
            all.put(NAMES.get(i), values[i]);
        }
        return all;
    }
}
