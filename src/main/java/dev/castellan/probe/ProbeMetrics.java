package dev.castellan.probe;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// What the probe saw, as metrics. Pure.
public final class ProbeMetrics {
    private final SortedMap<Integer, Probe.Seen> seen;
    private final String cluster;

    private ProbeMetrics(SortedMap<Integer, Probe.Seen> seen, String cluster) {
        this.seen = seen;
        this.cluster = cluster;
    }

    /// @param seen by the id of the broker
    public static MetricSnapshots of(SortedMap<Integer, Probe.Seen> seen, String cluster) {
        if (seen.isEmpty()) {
            return MetricSnapshots.of();
        }
        ProbeMetrics metrics = new ProbeMetrics(seen, cluster);
        return MetricSnapshots.builder()
                .metricSnapshot(metrics.counter(
                        "attempts", "Records that were to be written and read, one a second.", Probe.Seen::attempts))
                .metricSnapshot(metrics.counter(
                        "lost",
                        "Those that were not written with acks=all and read again within five seconds.",
                        Probe.Seen::lost))
                .metricSnapshot(metrics.histogram(
                        "produce_seconds", "How long it took until a record was written.", Probe.Seen::produce))
                .metricSnapshot(metrics.histogram(
                        "round_trip_seconds",
                        "How long it took until a record was written and read again.",
                        Probe.Seen::roundTrip))
                .build();
    }

    private CounterSnapshot counter(String name, String help, ToLongFunction<Probe.Seen> count) {
        CounterSnapshot.Builder builder =
                CounterSnapshot.builder().name("castellan_probe_" + name).help(help);
        seen.forEach((node, one) -> builder.dataPoint(CounterDataPointSnapshot.builder()
                .labels(labels(node))
                .value((double) count.applyAsLong(one))
                .build()));
        return builder.build();
    }

    private HistogramSnapshot histogram(String name, String help, Function<Probe.Seen, Latencies> taken) {
        HistogramSnapshot.Builder builder =
                HistogramSnapshot.builder().name("castellan_probe_" + name).help(help);
        seen.forEach((node, one) -> builder.dataPoint(HistogramDataPointSnapshot.builder()
                .labels(labels(node))
                .classicHistogramBuckets(buckets(taken.apply(one)))
                .sum(taken.apply(one).seconds())
                .build()));
        return builder.build();
    }

    private static ClassicHistogramBuckets buckets(Latencies latencies) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int bucket = 0; bucket < latencies.counts().size(); bucket++) {
            buckets.bucket(
                    bucket < Latencies.BOUNDS.size() ? Latencies.BOUNDS.get(bucket) : Double.POSITIVE_INFINITY,
                    latencies.counts().get(bucket));
        }
        return buckets.build();
    }

    private Labels labels(int node) {
        return Labels.of("cluster_name", cluster, "node", "kafka-" + node);
    }
}
