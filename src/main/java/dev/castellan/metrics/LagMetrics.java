package dev.castellan.metrics;

import dev.castellan.lag.GroupLag;
import dev.castellan.lag.LagSnapshot;
import dev.castellan.lag.PartitionLag;
import dev.castellan.lag.TimeLag;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.LagObjectives;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// A snapshot of lags as metrics, under the names that dashboards for consumer lag know. Pure.
///
/// A value that is not known is left out: a series that goes away is seen, one that is made up is believed.
public final class LagMetrics {
    /// Series that Prometheus is asked to keep, unless somebody says otherwise.
    public static final int SERIES = 150_000;

    private static final String PREFIX = "kafka_consumergroup_";

    private final String cluster;
    private final LagObjectives objectives;
    private final Map<String, Gauge> gauges = new LinkedHashMap<>();

    private LagMetrics(String cluster, LagObjectives objectives) {
        this.cluster = cluster;
        this.objectives = objectives;
    }

    /// Of whose groups, and how far they may be behind.
    public record Told(String cluster, LagObjectives objectives) {
        public static Told of(ClusterSpec spec) {
            return new Told(spec.name(), spec.lagObjectives());
        }
    }

    /// One metric while it is filled.
    private record Gauge(String help, List<GaugeDataPointSnapshot> points) {}

    /// What a partition adds, and how much it is wanted.
    private record Detail(GroupLag group, PartitionLag lag) {
        long weight() {
            return lag.lag().orElse(0L);
        }
    }

    /// @param now when it is told: ages are seen from here
    /// @param most series of all metrics together; beyond, partitions with the least lag are left out, and counted
    public static MetricSnapshots of(LagSnapshot snapshot, Told told, Instant now, int most) {
        LagMetrics metrics = new LagMetrics(told.cluster(), told.objectives());
        snapshot.groups().forEach(group -> metrics.group(group, now));
        metrics.collection(snapshot, now);
        int room = most - metrics.series() - 1;
        metrics.partitions(
                snapshot.groups().stream().filter(group -> isTold(group, now)).toList(), Math.max(0, room));
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        metrics.gauges.forEach((name, gauge) -> {
            GaugeSnapshot.Builder builder =
                    GaugeSnapshot.builder().name(PREFIX + name).help(gauge.help());
            gauge.points().forEach(builder::dataPoint);
            all.metricSnapshot(builder.build());
        });
        return all.build();
    }

    private int series() {
        return gauges.values().stream().mapToInt(gauge -> gauge.points().size()).sum();
    }

    private void group(GroupLag group, Instant now) {
        Labels labels = Labels.of("cluster_name", cluster, "group", group.name());
        add("group_collect_age_seconds", "How long ago the lag of the group was read.", labels, age(group.asOf(), now));
        add(
                "group_lag_seconds_objective",
                "How far the group may be behind.",
                labels,
                seconds(objectives.of(group.name())));
        if (isTold(group, now)) {
            lags(group, labels);
        }
    }

    /// A group may be old although others were read just now.
    private static boolean isTold(GroupLag group, Instant now) {
        return group.isRead() && age(group.asOf(), now) <= seconds(Scrape.OLDEST);
    }

    private void lags(GroupLag group, Labels labels) {
        if (group.partitions().stream().anyMatch(lag -> lag.lag().isPresent())) {
            add("group_max_lag", "Records left to read in the partition that has the most.", labels, group.max());
            add("group_sum_lag", "Records left to read in all partitions of the group.", labels, group.sum());
            topics(group, PartitionLag::lag)
                    .forEach((topic, sum) -> add(
                            "group_topic_sum_lag",
                            "Records left to read in all partitions of one topic.",
                            labels.merge(Labels.of("topic", topic)),
                            sum));
        }
        topics(group, PartitionLag::committed)
                .forEach((topic, sum) -> add(
                        "group_topic_sum_offset",
                        "Where the group stands in all partitions of one topic, added up: it grows as the group reads.",
                        labels.merge(Labels.of("topic", topic)),
                        sum));
        add("group_members", "Clients that are in the group.", labels, group.members());
        add(
                "group_state",
                "1 for the state that the group is in.",
                labels.merge(Labels.of("kind", group.kind(), "state", group.state())),
                1);
        TimeLag time = group.time();
        seconds(time).ifPresent(seconds -> {
            add("group_max_lag_seconds", "Age of the oldest record that the group has not read.", labels, seconds);
            add(
                    "group_max_lag_seconds_is_lower_bound",
                    "1 when the group is at least so far behind, and how far is not known.",
                    labels,
                    time instanceof TimeLag.AtLeast ? 1 : 0);
        });
        add("group_unknown_partitions", "Partitions of which the lag is not known.", labels, group.unknown());
    }

    /// Something of partitions, added up for each topic.
    private static Map<String, Long> topics(GroupLag group, Function<PartitionLag, Optional<Long>> what) {
        Map<String, Long> sums = new TreeMap<>();
        group.partitions()
                .forEach(lag -> what.apply(lag)
                        .ifPresent(value -> sums.merge(lag.place().topic(), value, Long::sum)));
        return sums;
    }

    private void collection(LagSnapshot snapshot, Instant now) {
        Labels labels = Labels.of("cluster_name", cluster);
        add("collect_age_seconds", "How long ago lags were read.", labels, age(snapshot.at(), now));
        add("collect_duration_seconds", "How long reading them took.", labels, seconds(snapshot.took()));
        add("collect_requests", "Requests to brokers it took.", labels, snapshot.requests());
        add(
                "collect_troubles",
                "Things that could not be read.",
                labels,
                snapshot.troubles().size()
                        + snapshot.groups().stream()
                                .filter(group -> group.trouble().isPresent())
                                .count());
    }

    private void partitions(List<GroupLag> groups, int room) {
        List<Detail> details = new ArrayList<>();
        groups.forEach(group -> group.partitions().forEach(lag -> details.add(new Detail(group, lag))));
        details.sort(Comparator.comparingLong(Detail::weight).reversed()); // stable: by group and partition
        int dropped = 0;
        int left = room;
        for (Detail detail : details) {
            Optional<Double> seconds = seconds(detail.lag().time());
            int wanted = (detail.lag().lag().isPresent() ? 1 : 0) + (seconds.isPresent() ? 1 : 0);
            if (wanted > left) {
                dropped += wanted;
                continue;
            }
            left -= wanted;
            Labels labels = Labels.of(
                    "cluster_name",
                    cluster,
                    "group",
                    detail.group().name(),
                    "topic",
                    detail.lag().place().topic(),
                    "partition",
                    String.valueOf(detail.lag().place().partition()));
            detail.lag()
                    .lag()
                    .ifPresent(records -> add("group_lag", "Records left to read in a partition.", labels, records));
            seconds.ifPresent(value -> add(
                    "group_lag_seconds",
                    "Age of the oldest record of a partition that the group has not read.",
                    labels,
                    value));
        }
        add(
                "dropped_series",
                "Series of partitions that are left out, as there would be too many.",
                Labels.of("cluster_name", cluster),
                dropped);
    }

    private void add(String name, String help, Labels labels, long value) {
        add(name, help, labels, (double) value);
    }

    private void add(String name, String help, Labels labels, double value) {
        gauges.computeIfAbsent(name, first -> new Gauge(help, new ArrayList<>()))
                .points()
                .add(GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build());
    }

    private static Optional<Double> seconds(TimeLag lag) {
        return lag.value().map(LagMetrics::seconds);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static double age(Instant then, Instant now) {
        return Math.max(0, seconds(Duration.between(then, now)));
    }
}
