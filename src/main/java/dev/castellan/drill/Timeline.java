package dev.castellan.drill;

import dev.castellan.drill.Result.Moment;
import dev.castellan.ledger.History;
import dev.castellan.ledger.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A history second by second. Pure.
final class Timeline {
    private static final double MILLION = 1e6;

    private Timeline() {}

    /// @param outOfSync partitions that lacked a replica, by second, where it was looked
    static List<Moment> of(History history, Map<Integer, Integer> outOfSync) {
        TreeMap<Integer, List<Double>> latencies = new TreeMap<>();
        for (Sent record : history.sent()) {
            if (record.outcome() == Sent.Outcome.ACKNOWLEDGED) {
                latencies
                        .computeIfAbsent((int) (record.settled() / 1_000_000_000L), second -> new ArrayList<>())
                        .add((record.settled() - record.sent()) / MILLION);
            }
        }
        List<Moment> moments = new ArrayList<>();
        int known = 0;
        int last = latencies.isEmpty() ? -1 : latencies.lastKey();
        for (int second = 0; second <= last; second++) {
            known = outOfSync.getOrDefault(second, known);
            List<Double> all = latencies.getOrDefault(second, List.of());
            moments.add(new Moment(second, all.size(), p99(all), known));
        }
        return moments;
    }

    private static double p99(List<Double> latencies) {
        return latencies.isEmpty()
                ? 0
                : latencies.stream().sorted().toList().get((int)
                        Math.min(latencies.size() - 1, latencies.size() * 0.99));
    }
}
