package dev.castellan.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gauges of one cluster while they are filled.
final class Gauges {
    private final String prefix;
    private final Labels cluster;
    private final Map<String, Filling> gauges = new LinkedHashMap<>();

    /// @param prefix what all their names begin with
    Gauges(String prefix, String cluster) {
        this.prefix = prefix;
        this.cluster = Labels.of("cluster_name", cluster);
    }

    private record Filling(String help, List<GaugeDataPointSnapshot> points) {}

    /// @param labels beside that of the cluster: a name, its value, the next name
    void add(String name, String help, double value, String... labels) {
        gauges.computeIfAbsent(name, first -> new Filling(help, new ArrayList<>()))
                .points()
                .add(GaugeDataPointSnapshot.builder()
                        .labels(labels.length == 0 ? cluster : cluster.merge(Labels.of(labels)))
                        .value(value)
                        .build());
    }

    /// The same for what is counted.
    void add(String name, String help, long value, String... labels) {
        add(name, help, (double) value, labels);
    }

    /// The same for what is or is not so.
    void tell(String name, String help, boolean isSo, String... labels) {
        add(name, help, isSo ? 1 : 0, labels);
    }

    MetricSnapshots snapshots() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        gauges.forEach((name, gauge) -> {
            GaugeSnapshot.Builder builder =
                    GaugeSnapshot.builder().name(prefix + name).help(gauge.help());
            gauge.points().forEach(builder::dataPoint);
            all.metricSnapshot(builder.build());
        });
        return all.build();
    }
}
