package dev.castellan.testkit;

import dev.castellan.probe.Latencies;
import dev.castellan.probe.Probe;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What a probe saw of two brokers, of which the second was gone for a while.
public final class Probes {
    private Probes() {}

    public static NavigableMap<Integer, Probe.Seen> seen() {
        return new TreeMap<>(Map.of(
                1,
                new Probe.Seen(
                        10,
                        0,
                        new Latencies(List.of(0L, 2L, 8L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), 0.03),
                        new Latencies(List.of(0L, 0L, 10L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), 0.04)),
                2,
                new Probe.Seen(
                        10,
                        6,
                        new Latencies(List.of(0L, 0L, 3L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L), 4.2),
                        new Latencies(List.of(0L, 0L, 3L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L), 4.3))));
    }
}
