package dev.castellan.metrics;

import dev.castellan.lag.LagSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// What Prometheus is told when it asks: what was collected last, and how old that is. Pure.
///
/// @param cluster its name, on every series
/// @param series at most so many about lags
public record Scrape(String cluster, int series) {
    /// Where Prometheus asks, unless somebody says otherwise: before 7071, where the first broker would answer.
    public static final int PORT = 7070;

    /// What is older is not told any more, but for its age: a value that stands still for ever is believed.
    public static final Duration OLDEST = Duration.ofMinutes(5);

    public String text(Collected<ClusterLook> look, Collected<LagSnapshot> lag, Instant now) {
        StringBuilder text = new StringBuilder();
        Map<String, Collected<?>> sources = new LinkedHashMap<>();
        sources.put("cluster", look);
        sources.put("lag", lag);
        text.append(Exposition.text(collecting(sources, now)));
        look.fresh(now, OLDEST).ifPresent(known -> text.append(Exposition.text(ClusterMetrics.of(known, cluster))));
        lag.fresh(now, OLDEST)
                .ifPresent(known -> text.append(Exposition.text(LagMetrics.of(known, cluster, now, series))));
        return text.toString();
    }

    private MetricSnapshots collecting(Map<String, Collected<?>> sources, Instant now) {
        Gauges gauges = new Gauges("castellan_collect_", cluster);
        sources.forEach((name, collected) -> {
            gauges.add(
                    "age_seconds",
                    "How long ago the last collection began that brought something.",
                    seconds(collected.age(now)),
                    "source",
                    name);
            gauges.add(
                    "duration_seconds",
                    "How long the last collection took that brought something.",
                    seconds(collected.took()),
                    "source",
                    name);
            gauges.tell(
                    "refused",
                    "1 when the last collection brought nothing.",
                    collected.state() == Collected.State.REFUSED,
                    "source",
                    name);
            gauges.tell(
                    "hangs",
                    "1 while a collection takes longer than it may; none is begun beside it.",
                    collected.state() == Collected.State.HANGS,
                    "source",
                    name);
        });
        return gauges.snapshots();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
