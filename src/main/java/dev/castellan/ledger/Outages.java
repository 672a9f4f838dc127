package dev.castellan.ledger;

import dev.castellan.ledger.Verdict.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// When records waited and none was acknowledged.
final class Outages {
    private Outages() {}

    /// @param records of one partition, or of all
    /// @param shortest shorter ones are the ordinary way of things; nanoseconds
    static List<Window> of(Collection<Sent> records, long shortest) {
        long[] successes = records.stream()
                .filter(record -> record.outcome() == Sent.Outcome.ACKNOWLEDGED)
                .mapToLong(Sent::settled)
                .sorted()
                .toArray();
        List<Window> windows = new ArrayList<>();
        int next = 0;
        for (Window busy : waiting(records)) {
            long from = busy.from();
            while (next < successes.length && successes[next] <= busy.to()) {
                add(windows, from, successes[next], shortest);
                from = Math.max(from, successes[next]);
                next++;
            }
            add(windows, from, busy.to(), shortest);
        }
        return windows;
    }

    /// When at least one record waited, in the order of time.
    private static List<Window> waiting(Collection<Sent> records) {
        List<Window> windows = new ArrayList<>();
        records.stream().sorted(Comparator.comparingLong(Sent::sent)).forEach(record -> {
            if (windows.isEmpty() || record.sent() > windows.getLast().to()) {
                windows.add(new Window(record.sent(), record.settled()));
            } else if (record.settled() > windows.getLast().to()) {
                windows.add(new Window(windows.removeLast().from(), record.settled()));
            }
        });
        return windows;
    }

    private static void add(List<Window> windows, long from, long to, long shortest) {
        if (to - from >= shortest && from < to) {
            windows.add(new Window(from, to));
        }
    }
}
