package dev.castellan.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// Two results side by side.
///
/// @param rows what both have measured
/// @param settings what differs in how they were measured: with any, the ratios compare more than one thing
public record Contrast(List<Row> rows, List<Setting> settings) {
    public Contrast {
        rows = List.copyOf(rows);
        settings = List.copyOf(settings);
    }

    /// One measure of both.
    ///
    /// @param ratio of the second to the first; empty where the first is 0
    public record Row(String what, String unit, double a, double b, Optional<Double> ratio) {
        static Row of(String what, String unit, double a, double b) {
            return new Row(
                    what, unit, a, b, a == 0 ? Optional.empty() : Optional.of(Math.round(b / a * 1000) / 1000.0));
        }
    }

    /// One setting in which they differ.
    public record Setting(String what, String a, String b) {}

    public static Contrast between(Result a, Result b) {
        List<Row> rows = new ArrayList<>();
        Result.Throughput first = a.throughput();
        Result.Throughput second = b.throughput();
        rows.add(Row.of("throughput", "records/s", first.recordsPerSecond(), second.recordsPerSecond()));
        rows.add(Row.of("throughput", "MiB/s", first.mebibytesPerSecond(), second.mebibytesPerSecond()));
        rows.add(Row.of("lost", "records", (double) first.lost(), (double) second.lost()));
        if (a.latency().isPresent() && b.latency().isPresent()) {
            SequencedMap<String, Double> theirs = b.latency().get().byName();
            a.latency()
                    .get()
                    .byName()
                    .forEach((name, millis) -> rows.add(Row.of(name, "ms", millis, theirs.getOrDefault(name, 0.0))));
        }
        return new Contrast(rows, differences(a, b));
    }

    private static List<Setting> differences(Result a, Result b) {
        Map<String, String> ours = settings(a);
        Map<String, String> theirs = settings(b);
        List<Setting> settings = new ArrayList<>();
        ours.forEach((name, value) -> {
            String other = Objects.requireNonNull(theirs.get(name));
            if (!value.equals(other)) {
                settings.add(new Setting(name, value, other));
            }
        });
        return settings;
    }

    /// The settings by the names of their options.
    public static SequencedMap<String, String> settings(Result result) {
        Workload workload = result.workload();
        SequencedMap<String, String> all = new LinkedHashMap<>();
        all.put("what", workload.kind().verb());
        all.put("rate", workload.rate().map(Text::number).orElse("flat out"));
        all.put("record size", workload.shape().bytes() + " B");
        all.put("payload", workload.shape().payload().name());
        all.put("keys", String.valueOf(workload.shape().keys()));
        all.put("acks", workload.batching().acks());
        all.put("compression", workload.batching().compression());
        all.put("batch size", workload.batching().batchBytes() + " B");
        all.put("linger", workload.batching().lingerMs() + " ms");
        all.put("clients", String.valueOf(workload.clients()));
        all.put("partitions", String.valueOf(workload.place().partitions()));
        all.put("replicas", String.valueOf(workload.place().replicas()));
        all.put("warm-up", Text.number(workload.extent().warmupSeconds()) + " s");
        all.put(
                "extent",
                workload.extent()
                        .records()
                        .map(records -> records + " records")
                        .orElseGet(() -> Text.number(workload.extent().seconds()) + " s"));
        all.put("cores", String.valueOf(result.machine().cores()));
        all.put("brokers on this machine", result.machine().brokersHere() ? "yes" : "no");
        return all;
    }
}
