package dev.castellan.measure.load;

import dev.castellan.measure.Latencies;
import dev.castellan.measure.Result;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What one client process did and saw.
///
/// @param latency since a record was due, as [Latencies#encoded]
/// @param sinceSent since it was sent
/// @param cores how many cores it kept busy while it was measured
record ClientReport(
        Result.Throughput throughput, String latency, String sinceSent, double cores, Map<String, Double> gauges) {
    ClientReport {
        gauges = new TreeMap<>(gauges);
    }

    static Result.Throughput together(List<ClientReport> reports) {
        long records = 0;
        long bytes = 0;
        long failed = 0;
        long unsent = 0;
        double seconds = 0;
        for (ClientReport report : reports) {
            records += report.throughput.records();
            bytes += report.throughput.bytes();
            failed += report.throughput.failed();
            unsent += report.throughput.unsent();
            seconds = Math.max(seconds, report.throughput.seconds());
        }
        return Result.Throughput.of(records, bytes, seconds, failed, unsent);
    }

    static Latencies merged(List<String> encoded) {
        Latencies all = Latencies.none();
        encoded.forEach(one -> all.add(Latencies.decoded(one)));
        return all;
    }

    /// The mean over the clients; the means of means that Kafka's clients keep are no better than that.
    static Map<String, Double> meanGauges(List<ClientReport> reports) {
        return reports.stream()
                .flatMap(report -> report.gauges.entrySet().stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.averagingDouble(Map.Entry::getValue)));
    }

    static double meanCores(List<ClientReport> reports) {
        double mean =
                reports.stream().mapToDouble(ClientReport::cores).average().orElse(0);
        return Math.round(mean * 100) / 100.0;
    }
}
