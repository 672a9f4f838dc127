package dev.castellan.measure.load;

import dev.castellan.measure.Schedule;
import dev.castellan.measure.Workload;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// Lets records go when they are due, and knows which of them count.
final class Pacer {
    private static final double NANOS = 1e9;

    /// A run that is behind its rate goes on for no longer than this.
    private static final double PATIENCE_SECONDS = 10;

    private final Workload workload;
    private final int client;
    private final long mine;
    private final Clock clock;

    /// Time, which tests make themselves.
    interface Clock {
        long now();

        /// About so long; longer is possible, and is seen as lateness.
        void pause(long nanos);
    }

    /// Where the records go.
    interface Outlet {
        void send(Ticket ticket);

        /// A record that was due and is never sent: its latency is at least this.
        void miss(long nanos);

        /// The warm-up is over.
        void measuring();

        /// Whether sending more is in vain.
        boolean isStuck();
    }

    /// One record.
    ///
    /// @param counts whether the warm-up is over
    record Ticket(long number, long due, boolean counts) {}

    /// @param mine how many records this client is to send that count, where records are the bound
    Pacer(Workload workload, int client, long mine, Clock clock) {
        this.workload = workload;
        this.client = client;
        this.mine = mine;
        this.clock = clock;
    }

    /// The real one.
    static Clock systemClock() {
        return new Clock() {
            @Override
            public long now() {
                return System.nanoTime();
            }

            @Override
            public void pause(long nanos) {
                LockSupport.parkNanos(nanos);
            }
        };
    }

    void run(Outlet outlet) {
        long start = clock.now();
        long counting = start + nanos(workload.extent().warmupSeconds());
        Optional<Schedule> schedule =
                workload.rate().map(rate -> new Schedule(start, rate, client, workload.clients()));
        boolean measuring = false;
        long counted = 0;
        for (long number = 0; !outlet.isStuck(); number++) {
            long next = number;
            long due = schedule.map(at -> at.due(next)).orElseGet(clock::now);
            boolean counts = due >= counting;
            if (counts && isOver(due, counting, counted)) {
                return;
            }
            if (schedule.isPresent() && isHopeless(schedule.get(), counting)) {
                miss(schedule.get(), number, counting, outlet);
                return;
            }
            await(due);
            if (counts && !measuring) {
                measuring = true;
                outlet.measuring();
                if (schedule.isEmpty()) { // what the warm-up left behind was waited for
                    counting = clock.now();
                    due = counting;
                }
            }
            outlet.send(new Ticket(number, due, counts));
            counted += counts ? 1 : 0;
        }
    }

    private boolean isOver(long due, long counting, long counted) {
        return workload.extent().records().isPresent()
                ? counted >= mine
                : due >= counting + nanos(workload.extent().seconds());
    }

    private void await(long due) {
        for (long wait = due - clock.now(); wait > 0; wait = due - clock.now()) {
            clock.pause(wait);
        }
    }

    private boolean isHopeless(Schedule schedule, long counting) {
        double length = (end(schedule, counting) - counting) / NANOS;
        return clock.now() > end(schedule, counting) + nanos(Math.min(length, PATIENCE_SECONDS));
    }

    private void miss(Schedule schedule, long number, long counting, Outlet outlet) {
        long now = clock.now();
        long end = schedule.dueBefore(end(schedule, counting));
        for (long missed = Math.max(number, schedule.dueBefore(counting)); missed < end; missed++) {
            outlet.miss(now - schedule.due(missed));
        }
    }

    /// When the last record would be due.
    private long end(Schedule schedule, long counting) {
        return workload.extent()
                .records()
                .map(records -> schedule.due(schedule.dueBefore(counting) + mine))
                .orElseGet(() -> counting + nanos(workload.extent().seconds()));
    }

    private static long nanos(double seconds) {
        return (long) (seconds * NANOS);
    }
}
