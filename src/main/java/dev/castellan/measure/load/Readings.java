package dev.castellan.measure.load;

import dev.castellan.measure.Gauge;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/// What Kafka's client and this process say of themselves, from one moment on.
final class Readings {
    private static final Map<Gauge, String> PRODUCER = Map.of(
            Gauge.QUEUE_MS, "record-queue-time-avg",
            Gauge.REQUEST_MS, "request-latency-avg",
            Gauge.BATCH_BYTES, "batch-size-avg",
            Gauge.COMPRESSION, "compression-rate-avg",
            Gauge.THROTTLED_MS, "produce-throttle-time-avg");
    private static final Map<Gauge, String> CONSUMER = Map.of(
            Gauge.FETCH_MS, "fetch-latency-avg",
            Gauge.FETCH_BYTES, "fetch-size-avg",
            Gauge.THROTTLED_MS, "fetch-throttle-time-avg");
    private static final String WAITED = "bufferpool-wait-time-ns-total";

    private final Map<MetricName, ? extends Metric> metrics;
    private final long since = System.nanoTime();
    private final Duration usedBefore = used();
    private final double waited;

    /// @param metrics of the client, which go on changing
    Readings(Map<MetricName, ? extends Metric> metrics) {
        this.metrics = metrics;
        this.waited = read(WAITED).orElse(0.0);
    }

    /// How many cores this process has kept busy since then.
    double cores() {
        return used().minus(usedBefore).toNanos() / (double) Math.max(1, System.nanoTime() - since);
    }

    Map<String, Double> producer() {
        Map<String, Double> gauges = read(PRODUCER);
        read(WAITED)
                .ifPresent(now ->
                        gauges.put(Gauge.WAITING_SHARE.label(), rounded((now - waited) / (System.nanoTime() - since))));
        Optional<Double> free = read("buffer-available-bytes");
        Optional<Double> all = read("buffer-total-bytes");
        if (free.isPresent() && all.isPresent()) {
            gauges.put(Gauge.BUFFER_FREE_SHARE.label(), rounded(free.get() / all.get()));
        }
        return gauges;
    }

    Map<String, Double> consumer() {
        return read(CONSUMER);
    }

    private Map<String, Double> read(Map<Gauge, String> names) {
        Map<String, Double> gauges = new TreeMap<>();
        names.forEach((gauge, name) -> read(name).ifPresent(value -> gauges.put(gauge.label(), rounded(value))));
        return gauges;
    }

    /// Of the whole client, not of one broker or topic; nothing where it was never measured.
    private Optional<Double> read(String name) {
        return metrics.entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name)
                        && metric.getKey().tags().keySet().stream().allMatch("client-id"::equals))
                .map(metric -> metric.getValue().metricValue())
                .filter(value -> value instanceof Double number && !number.isNaN())
                .map(Double.class::cast)
                .findFirst();
    }

    private static Duration used() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
