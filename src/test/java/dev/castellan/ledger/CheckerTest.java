package dev.castellan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What the checker finds in runs that seeds have thrown together: nothing where nothing is wrong, and each fault that
/// is planted. A failure names its seed.
final class CheckerTest {
    private static final int SEEDS = 500;
    private static final long SECOND = 1_000_000_000L;

    @Test
    void a_run_that_keeps_every_promise_has_no_breach() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Verdict verdict = Checker.judge(new SimulatedRun(seed).history(), SECOND);
            assertThat(verdict.breaches()).as("seed %d", seed).isEmpty();
            assertThat(verdict.counts().acknowledged()
                            + verdict.counts().refused()
                            + verdict.counts().unknown())
                    .isEqualTo(verdict.counts().sent());
        }
    }

    @Test
    void an_acknowledged_record_that_is_gone_is_lost() {
        planted(
                Breach.LOST,
                (history, random) -> inReadings(history, kind -> true, records -> {
                    Optional<Delivered> gone = records.stream()
                            .filter(record -> isAcknowledged(history, record.id()) && isPlain(history, record.id()))
                            .findFirst();
                    return gone.map(one -> records.stream()
                                    .filter(record -> !record.id().equals(one.id()))
                                    .toList())
                            .orElse(records);
                }));
    }

    @Test
    void a_lost_record_is_found_though_its_offset_was_given_again() {
        Sent first = sent(0, 0, Sent.Outcome.ACKNOWLEDGED, 0);
        Sent second = sent(0, 1, Sent.Outcome.ACKNOWLEDGED, 0);
        History history = new History(
                List.of(first, second),
                Set.of(),
                Map.of(),
                List.of(new Reading(
                        "all", Reading.Kind.WHOLE, List.of(new Delivered(second.id(), 0, 0, 5)), List.of())));
        assertThat(Checker.judge(history, SECOND).breaches()).containsOnlyKeys(Breach.LOST);
    }

    @Test
    void a_record_that_nobody_sent_is_a_phantom() {
        planted(
                Breach.PHANTOM,
                (history, random) -> inReadings(
                        history, kind -> true, records -> with(records, new Delivered(new Id(7, 7), 0, 9999, 1))));
    }

    @Test
    void a_record_that_was_refused_is_a_phantom() {
        planted(
                Breach.PHANTOM,
                (history, random) -> history.sent().stream()
                        .filter(record -> record.outcome() == Sent.Outcome.REFUSED)
                        .findFirst()
                        .map(record -> inReadings(
                                history,
                                kind -> true,
                                records -> with(records, new Delivered(record.id(), record.partition(), 9999, 1))))
                        .orElse(history));
    }

    @Test
    void a_record_that_is_there_twice_is_a_duplicate() {
        planted(
                Breach.DUPLICATE,
                (history, random) -> inReadings(
                        history,
                        kind -> kind == Reading.Kind.WHOLE,
                        records -> records.isEmpty()
                                ? records
                                : with(
                                        records,
                                        new Delivered(
                                                records.getFirst().id(),
                                                records.getFirst().partition(),
                                                9999,
                                                1))));
    }

    @Test
    void records_of_one_producer_in_the_wrong_order_are_found() {
        planted(
                Breach.DISORDER,
                (history, random) -> inReadings(history, kind -> kind == Reading.Kind.WHOLE, records -> {
                    List<Delivered> swapped = new ArrayList<>(records);
                    for (int i = 1; i < swapped.size(); i++) {
                        Delivered one = swapped.get(i - 1);
                        Delivered two = swapped.get(i);
                        if (one.id().producer() == two.id().producer() && one.partition() == two.partition()) {
                            swapped.set(i - 1, new Delivered(two.id(), one.partition(), one.offset(), 1));
                            swapped.set(i, new Delivered(one.id(), two.partition(), two.offset(), 1));
                            return swapped;
                        }
                    }
                    return records;
                }));
    }

    @Test
    void a_record_at_another_offset_than_acknowledged_is_found() {
        planted(
                Breach.MISPLACED,
                (history, random) -> inReadings(
                        history,
                        kind -> kind == Reading.Kind.WHOLE,
                        records -> records.stream()
                                .map(record -> new Delivered(record.id(), record.partition(), record.offset() + 5, 1))
                                .toList()));
    }

    @Test
    void a_record_of_an_aborted_transaction_is_not_for_readers_of_committed_ones() {
        planted(
                Breach.ABORTED,
                (history, random) -> history.sent().stream()
                        .filter(record -> record.outcome() == Sent.Outcome.ACKNOWLEDGED
                                && history.fate(record) == History.Fate.ABORTED)
                        .findFirst()
                        .map(record -> inReadings(
                                history,
                                kind -> kind == (random.nextBoolean() ? Reading.Kind.GROUP : Reading.Kind.SHARE),
                                records -> with(records, new Delivered(record.id(), record.partition(), 9999, 1))))
                        .orElse(history));
    }

    @Test
    void a_transaction_is_there_as_a_whole_or_not_at_all() {
        Sent one = new Sent(new Id(0, 0), 0, OptionalLong.of(4), 0, Sent.Outcome.ACKNOWLEDGED, 1, OptionalLong.of(0));
        Sent two = new Sent(new Id(0, 1), 0, OptionalLong.of(4), 0, Sent.Outcome.ACKNOWLEDGED, 1, OptionalLong.of(1));
        Reading half = new Reading(
                "committed", Reading.Kind.WHOLE_COMMITTED, List.of(new Delivered(one.id(), 0, 0, 2)), List.of());
        History history =
                new History(List.of(one, two), Set.of(0), Map.of(0, Map.of(4L, History.Fate.UNKNOWN)), List.of(half));
        assertThat(Checker.judge(history, SECOND).breaches()).containsOnlyKeys(Breach.HALF_COMMITTED);
    }

    @Test
    void a_record_that_never_reached_a_group_is_missed() {
        planted(
                Breach.MISSED,
                (history, random) -> inReadings(
                        history,
                        kind -> kind == (history.hashCode() % 2 == 0 ? Reading.Kind.GROUP : Reading.Kind.SHARE),
                        records -> records.stream()
                                .filter(record -> !isAcknowledged(history, record.id()))
                                .toList()));
    }

    @Test
    void an_offset_that_goes_back_is_found() {
        planted(
                Breach.BACKWARDS,
                (history, random) -> new History(
                        history.sent(),
                        history.idempotent(),
                        history.transactions(),
                        history.readings().stream()
                                .map(reading -> reading.kind() == Reading.Kind.GROUP
                                        ? new Reading(
                                                reading.name(),
                                                reading.kind(),
                                                reading.records(),
                                                with(reading.commits(), new Reading.Commit(0, -1, 1)))
                                        : reading)
                                .toList()));
    }

    @Test
    void copies_that_differ_are_found() {
        planted(Breach.DISAGREEMENT, (history, random) -> {
            List<Reading> readings = new ArrayList<>(history.readings());
            Reading all = readings.getFirst();
            readings.set(
                    0,
                    new Reading(
                            all.name(),
                            all.kind(),
                            all.records().stream().skip(1).toList(),
                            List.of()));
            return new History(history.sent(), history.idempotent(), history.transactions(), readings);
        });
    }

    @Test
    void an_outage_lasts_from_the_first_record_that_waits_to_the_next_that_is_acknowledged() {
        List<Sent> sent = List.of(
                at(0, 0, Sent.Outcome.ACKNOWLEDGED, 1),
                at(1, 10, Sent.Outcome.ACKNOWLEDGED, 11), // nobody sent anything for nine seconds: no outage
                at(2, 12, Sent.Outcome.UNKNOWN, 20),
                at(3, 13, Sent.Outcome.ACKNOWLEDGED, 19),
                at(4, 30, Sent.Outcome.UNKNOWN, 45));
        Verdict verdict = Checker.judge(new History(sent, Set.of(), Map.of(), List.of()), 2 * SECOND);
        assertThat(verdict.outages()).isEqualTo(new TreeMap<>(Map.of(0, verdict.wholeOutages())));
        assertThat(verdict.wholeOutages())
                .containsExactly(
                        new Verdict.Window(12 * SECOND, 19 * SECOND), new Verdict.Window(30 * SECOND, 45 * SECOND));
        assertThat(verdict.longestOutage()).isEqualTo(15);
    }

    private static Sent at(long number, long sent, Sent.Outcome outcome, long settled) {
        return new Sent(
                new Id(0, number),
                0,
                OptionalLong.empty(),
                sent * SECOND,
                outcome,
                settled * SECOND,
                OptionalLong.empty());
    }

    private static Sent sent(int producer, long number, Sent.Outcome outcome, long offset) {
        return new Sent(
                new Id(producer, number),
                0,
                OptionalLong.empty(),
                number,
                outcome,
                number + 1,
                OptionalLong.of(offset));
    }

    /// Breaks a promise in one way. The same history where it could not.
    private interface Plant {
        History into(History history, Random random);
    }

    /// Where the fault could be planted it is found, and most runs allow for it.
    private static void planted(Breach breach, Plant plant) {
        int grown = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            History history = new SimulatedRun(seed).history();
            History broken = plant.into(history, new Random(seed));
            if (!broken.equals(history)) {
                grown++;
                assertThat(Checker.judge(broken, SECOND).breaches())
                        .as("seed %d", seed)
                        .containsKey(breach);
            }
        }
        assertThat(grown).isGreaterThan(SEEDS / 2);
    }

    private interface Which {
        boolean reads(Reading.Kind kind);
    }

    private static History inReadings(History history, Which which, UnaryOperator<List<Delivered>> change) {
        return new History(
                history.sent(),
                history.idempotent(),
                history.transactions(),
                history.readings().stream()
                        .map(reading -> which.reads(reading.kind())
                                ? new Reading(
                                        reading.name(),
                                        reading.kind(),
                                        change.apply(reading.records()),
                                        reading.commits())
                                : reading)
                        .toList());
    }

    private static boolean isAcknowledged(History history, Id id) {
        return history.sent().stream()
                .anyMatch(record -> record.id().equals(id) && record.outcome() == Sent.Outcome.ACKNOWLEDGED);
    }

    private static boolean isPlain(History history, Id id) {
        return history.sent().stream()
                .anyMatch(
                        record -> record.id().equals(id) && record.transaction().isEmpty());
    }

    private static <T> List<T> with(List<T> all, T more) {
        List<T> longer = new ArrayList<>(all);
        longer.add(more);
        return longer;
    }
}
