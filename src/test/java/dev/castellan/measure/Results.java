package dev.castellan.measure;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Results for tests.
public final class Results {
    private static final Map<String, Double> GAUGES = Map.of(
            "batchSizeBytes", 15_840.5,
            "bufferFreeShare", 0.98,
            "recordQueueTimeMs", 4.2,
            "requestLatencyMs", 3.1,
            "throttleTimeMs", 0.0,
            "waitingShare", 0.0);

    private Results() {}

    public static Workload workload(Workload.Kind kind, Optional<Double> rate, int clients) {
        return new Workload(
                kind,
                new Workload.Place("__castellan-bench", 6, 3),
                new Workload.Shape(1024, 0, Workload.Payload.random),
                new Workload.Batching("all", "none", 16_384, 5),
                rate,
                clients,
                new Workload.Extent(5, 10, Optional.empty()));
    }

    public static Result.Machine machine(double busy) {
        return new Result.Machine(
                2,
                true,
                0.42,
                Optional.of(busy),
                Optional.of(0.02),
                Optional.of(0.31),
                Optional.empty(),
                new TreeMap<>());
    }

    /// At a rate, with latencies spread evenly up to so many milliseconds.
    public static Result atRate(double rate, int millis) {
        Workload workload = workload(Workload.Kind.produce, Optional.of(rate), 1);
        return result(workload, Result.Throughput.of((long) rate * 10, (long) rate * 10240, 10, 0, 0), millis);
    }

    /// Flat out.
    public static Result flatOut(long records, int clients) {
        Workload workload = workload(Workload.Kind.produce, Optional.empty(), clients);
        return result(workload, Result.Throughput.of(records, records * 1024, 10, 0, 0), 800);
    }

    /// With records that got lost.
    public static Result lossy() {
        Workload workload = workload(Workload.Kind.end_to_end, Optional.of(5000.0), 2);
        return result(workload, Result.Throughput.of(40_000, 40_960_000, 10, 7, 9_993), 9000);
    }

    private static Result result(Workload workload, Result.Throughput throughput, int millis) {
        Latencies due = Latencies.none();
        Latencies sent = Latencies.none();
        for (int i = 1; i <= 10_000; i++) {
            due.add(i * 100L * millis);
            sent.add(i * 50L * millis);
        }
        Result.Machine machine = machine(0.61);
        return new Result(
                "2026-01-31T08:00:00Z",
                workload,
                throughput,
                Optional.of(due.distribution()),
                Optional.of(sent.distribution()),
                GAUGES,
                machine,
                Limit.of(workload, machine, GAUGES),
                Notes.of(workload, machine, throughput));
    }
}
