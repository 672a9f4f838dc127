package dev.castellan.measure.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.castellan.measure.Latencies;
import dev.castellan.measure.Results;
import dev.castellan.measure.Workload;
import dev.castellan.measure.Workload.Extent;
import dev.castellan.measure.Workload.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

final class PacerTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;

    /// Time that passes only when somebody waits or works.
    private static final class Hand implements Pacer.Clock {
        private long now = 5 * SECOND;

        @Override
        public long now() {
            return now;
        }

        @Override
        public void pause(long nanos) {
            now += nanos;
        }
    }

    /// A cluster that needs so long for each record, and keeps its sender waiting meanwhile.
    private static final class Cluster implements Pacer.Outlet {
        private final Hand clock;
        private final LongUnaryOperator nanos;
        private final List<Pacer.Ticket> tickets = new ArrayList<>();
        private final Latencies sinceDue = Latencies.none();
        private final Latencies sinceSent = Latencies.none();
        private long missed;
        private long measuringAt;
        private long stuckAfter = Long.MAX_VALUE;

        Cluster(Hand clock, LongUnaryOperator nanos) {
            this.clock = clock;
            this.nanos = nanos;
        }

        @Override
        public void send(Pacer.Ticket ticket) {
            long sent = clock.now();
            clock.pause(nanos.applyAsLong(ticket.number()));
            tickets.add(ticket);
            if (ticket.counts()) {
                sinceDue.add(clock.now() - ticket.due());
                sinceSent.add(clock.now() - sent);
            }
        }

        @Override
        public void miss(long late) {
            missed++;
            sinceDue.add(late);
        }

        @Override
        public void measuring() {
            measuringAt = clock.now();
        }

        @Override
        public boolean isStuck() {
            return tickets.size() >= stuckAfter;
        }

        private long counted() {
            return tickets.stream().filter(Pacer.Ticket::counts).count();
        }
    }

    private static Pacer pacer(Hand clock, Optional<Double> rate, Extent extent) {
        Workload workload = Results.workload(Kind.produce, rate, 1);
        return new Pacer(
                new Workload(workload.kind(), workload.place(), workload.shape(), workload.batching(), rate, 1, extent),
                0,
                extent.records().orElse(0L),
                clock);
    }

    private static Extent seconds(double warmup, double seconds) {
        return new Extent(warmup, seconds, Optional.empty());
    }

    @Test
    void a_rate_is_kept_and_the_warm_up_does_not_count() {
        Hand clock = new Hand();
        Cluster cluster = new Cluster(clock, number -> 100_000);

        pacer(clock, Optional.of(1000.0), seconds(2, 3)).run(cluster);

        assertThat(cluster.tickets).hasSize(5000);
        assertThat(cluster.counted()).isEqualTo(3000);
        assertThat(cluster.measuringAt).isEqualTo(7 * SECOND);
        assertThat(cluster.missed).isZero();
    }

    /// One stall of a second in ten. Who counts from sending sees one slow record of ten thousand; of those that were
    /// due, every tenth had to wait.
    @Test
    void a_stall_shows_in_every_record_that_had_to_wait_for_it() {
        Hand clock = new Hand();
        Cluster cluster = new Cluster(clock, number -> number == 1000 ? SECOND : 10_000);

        pacer(clock, Optional.of(1000.0), seconds(0, 10)).run(cluster);

        assertThat(cluster.counted()).isEqualTo(10_000);
        assertThat(cluster.sinceSent.distribution().p99()).isLessThan(0.1);
        assertThat(cluster.sinceSent.distribution().max()).isCloseTo(1000, within(1.0));
        assertThat(cluster.sinceDue.distribution().p90()).isLessThan(20);
        assertThat(cluster.sinceDue.distribution().p95()).isCloseTo(500, within(20.0));
        assertThat(cluster.sinceDue.distribution().p99()).isCloseTo(900, within(20.0));
    }

    @Test
    void so_many_records_are_counted_as_were_asked_for() {
        Hand clock = new Hand();
        Cluster cluster = new Cluster(clock, number -> MILLI);

        pacer(clock, Optional.empty(), new Extent(1, 0, Optional.of(500L))).run(cluster);

        assertThat(cluster.counted()).isEqualTo(500);
        assertThat(cluster.tickets).hasSize(1500);
    }

    @Test
    void a_cluster_that_cannot_keep_the_rate_ends_the_run_and_what_was_not_sent_counts_as_late() {
        Hand clock = new Hand();
        Cluster cluster = new Cluster(clock, number -> 100 * MILLI);

        pacer(clock, Optional.of(1000.0), seconds(0, 5)).run(cluster);

        assertThat(cluster.counted() + cluster.missed).isEqualTo(5000);
        assertThat(cluster.missed).isGreaterThan(4800);
        assertThat(clock.now).isLessThan(16 * SECOND);
        assertThat(cluster.sinceDue.distribution().p50()).isGreaterThan(7000);
    }

    @Test
    void a_cluster_that_takes_nothing_any_more_ends_the_run() {
        Hand clock = new Hand();
        Cluster cluster = new Cluster(clock, number -> MILLI);
        cluster.stuckAfter = 10;

        pacer(clock, Optional.of(1000.0), seconds(0, 5)).run(cluster);

        assertThat(cluster.tickets).hasSize(10);
    }
}
