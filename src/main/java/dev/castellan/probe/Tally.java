package dev.castellan.probe;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// What became of the records of one broker. Pure; times are those of a clock that only goes forward, in nanoseconds.
///
/// | from | by | to |
/// | --- | --- | --- |
/// | nothing under way | [#attempt] | a record under way |
/// | a record under way | [#attempt] within the patience | the same record; this attempt is lost |
/// | a record under way | [#attempt] later | another record; the one before is lost |
/// | a record under way | [#refused] | nothing under way; it is lost |
/// | a record under way | [#acknowledged] and [#returned], in any order | nothing under way |
///
/// @param attempts one a second
/// @param lost those of them that were not written and read in time
/// @param flight what is under way
record Tally(long attempts, long lost, Latencies produce, Latencies roundTrip, long last, Optional<Flight> flight) {
    /// So long a record may take to be written and read.
    static final Duration PATIENCE = Duration.ofSeconds(5);

    static final Tally BEGUN = new Tally(0, 0, Latencies.NONE, Latencies.NONE, 0, Optional.empty());

    private static final double NANOS = 1e9;

    /// A record under way.
    record Flight(long number, long since, boolean acknowledged, boolean returned) {
        boolean isDone() {
            return acknowledged && returned;
        }
    }

    /// One more second: the next record, unless the one before may still come.
    Tally attempt(long now) {
        boolean waits =
                flight.filter(one -> now - one.since() < PATIENCE.toNanos()).isPresent();
        Optional<Flight> next = waits ? flight : Optional.of(new Flight(last + 1, now, false, false));
        return new Tally(
                attempts + 1, lost + (flight.isPresent() ? 1 : 0), produce, roundTrip, waits ? last : last + 1, next);
    }

    /// One more second in which nothing could be sent at all.
    Tally missed() {
        return new Tally(attempts + 1, lost + 1, produce, roundTrip, last, flight);
    }

    /// The number of the record to send now, if [#attempt] began one just then.
    OptionalLong begun(long now) {
        return flight.filter(one -> one.since() == now)
                .map(one -> OptionalLong.of(one.number()))
                .orElseGet(OptionalLong::empty);
    }

    Tally acknowledged(long number, long now) {
        return under(number)
                .filter(one -> !one.acknowledged())
                .map(one -> new Tally(
                        attempts,
                        lost,
                        produce.plus((now - one.since()) / NANOS),
                        roundTrip,
                        last,
                        settled(new Flight(number, one.since(), true, one.returned()))))
                .orElse(this);
    }

    Tally returned(long number, long now) {
        return under(number)
                .filter(one -> !one.returned())
                .map(one -> new Tally(
                        attempts,
                        lost,
                        produce,
                        roundTrip.plus((now - one.since()) / NANOS),
                        last,
                        settled(new Flight(number, one.since(), one.acknowledged(), true))))
                .orElse(this);
    }

    Tally refused(long number) {
        return under(number).isPresent()
                ? new Tally(attempts, lost + 1, produce, roundTrip, last, Optional.empty())
                : this;
    }

    /// What comes later than it may is nobody's any more.
    private Optional<Flight> under(long number) {
        return flight.filter(one -> one.number() == number);
    }

    private static Optional<Flight> settled(Flight one) {
        return one.isDone() ? Optional.empty() : Optional.of(one);
    }
}
