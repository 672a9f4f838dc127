package dev.castellan.metrics;

import dev.castellan.lag.LagSnapshot;
import dev.castellan.probe.Probe;
import dev.castellan.probe.ProbeMetrics;
import dev.castellan.spec.LagObjectives;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What Prometheus is told when it asks: what was collected last, and how old that is. Pure.
///
/// @param cluster its name, on every series
/// @param objectives how far groups may be behind, until a plan says it anew
/// @param series at most so many about lags
public record Scrape(String cluster, LagObjectives objectives, int series) {
    /// Where Prometheus asks, unless somebody says otherwise: before 7071, where the first broker would answer.
    public static final int PORT = 7070;

    /// What is older is not told any more, but for its age: a value that stands still for ever is believed.
    public static final Duration OLDEST = Duration.ofMinutes(5);

    /// Plans are made less often than the rest is read.
    public static final Duration OLDEST_PLAN = Duration.ofMinutes(30);

    /// What the spec wants now, which may not be what it wanted when collecting began.
    ///
    /// @param steps how many it takes to get there
    public record Wanted(int steps, LagObjectives objectives) {}

    /// What was collected.
    ///
    /// @param plan made of the spec and the cluster; empty where no spec is kept
    /// @param probe what became of records written to each broker; empty where none are
    public record Known(
            Collected<ClusterLook> look,
            Collected<LagSnapshot> lag,
            Optional<Collected<Wanted>> plan,
            SortedMap<Integer, Probe.Seen> probe) {
        public Known {
            probe = Collections.unmodifiableSortedMap(new TreeMap<>(probe));
        }
    }

    public String text(Known all, Instant now) {
        Collected<ClusterLook> look = all.look();
        Collected<LagSnapshot> lag = all.lag();
        StringBuilder text = new StringBuilder();
        Map<String, Collected<?>> sources = new LinkedHashMap<>();
        sources.put("cluster", look);
        sources.put("lag", lag);
        all.plan().ifPresent(plan -> sources.put("plan", plan));
        text.append(Exposition.text(collecting(sources, now)));
        look.fresh(now, OLDEST).ifPresent(known -> text.append(Exposition.text(ClusterMetrics.of(known, cluster))));
        lag.fresh(now, OLDEST)
                .ifPresent(known -> text.append(Exposition.text(LagMetrics.of(known, told(all.plan()), now, series))));
        all.plan()
                .flatMap(plan -> plan.fresh(now, OLDEST_PLAN))
                .ifPresent(wanted -> text.append(Exposition.text(plan(wanted.steps()))));
        text.append(Exposition.text(ProbeMetrics.of(all.probe(), cluster)));
        return text.toString();
    }

    /// A plan that could not be made for a while still knows what was wanted.
    private LagMetrics.Told told(Optional<Collected<Wanted>> plan) {
        return new LagMetrics.Told(
                cluster, plan.flatMap(Collected::value).map(Wanted::objectives).orElse(objectives));
    }

    private MetricSnapshots plan(int steps) {
        Gauges gauges = new Gauges("castellan_", cluster);
        gauges.add("plan_steps", "Steps of a plan made now; 0 when the cluster is what its spec says.", (long) steps);
        return gauges.snapshots();
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
