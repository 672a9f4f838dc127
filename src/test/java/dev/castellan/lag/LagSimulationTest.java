package dev.castellan.lag;

import static dev.castellan.lag.Scenario.BEGIN;
import static dev.castellan.lag.Scenario.LENGTH;
import static dev.castellan.lag.Scenario.MINUTE;
import static dev.castellan.lag.Scenario.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.testkit.Document;
import dev.castellan.testkit.Golden;
import dev.castellan.view.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How far the estimate of a lag in time is from the truth, where the truth is known.
class LagSimulationTest {
    private static final Place PLACE = new Place("simulated", 0);
    private static final long LOOK_EVERY = 15 * SECOND;

    /// Times are whole milliseconds, and the first moment at which a record is there is the one after it was
    /// written.
    private static final long ROUNDING = 2;

    /// Errors of one way to estimate, in seconds; infinite where it has no answer.
    private static final class Errors {
        private final List<Double> all = new ArrayList<>();

        void add(double seconds) {
            all.add(seconds);
        }

        double at(double share) {
            List<Double> sorted = new ArrayList<>(all);
            Collections.sort(sorted);
            return sorted.get((int) Math.min(sorted.size() - 1, Math.round(share * (sorted.size() - 1))));
        }

        String cell(double share) {
            return Double.isInfinite(at(share)) ? "none" : String.format(Locale.ROOT, "%.1f", at(share));
        }
    }

    /// What came of one scenario.
    private record Outcome(
            Scenario scenario, Errors seen, Errors asked, Errors offsets, List<String> lies, int bounds, int looks) {}

    @Test
    void the_error_of_a_lag_in_time_is_known_and_small() {
        List<Outcome> outcomes =
                Scenario.all().stream().map(LagSimulationTest::run).toList();

        String table = table(outcomes);
        Golden.folder("how-far-a-lag-in-time-is-from-the-truth").holds(Map.of("table.txt", table + "\n"));
        assertThat(Document.at("docs/how-to/lag.md").text()).contains(table);
        for (Outcome outcome : outcomes) {
            String name = outcome.scenario().name();
            assertThat(outcome.lies())
                    .as(name)
                    .hasSizeLessThanOrEqualTo(outcome.scenario().hasMarks() ? outcome.looks() / 200 : 0);
            assertThat(outcome.seen().at(0.5)).as("%s, seen, median", name).isLessThanOrEqualTo(5);
            assertThat(outcome.seen().at(0.95)).as("%s, seen, 95%%", name).isLessThanOrEqualTo(40);
            assertThat(outcome.asked().at(0.5)).as("%s, asked, median", name).isLessThanOrEqualTo(1);
            assertThat(outcome.asked().at(0.95)).as("%s, asked, 95%%", name).isLessThanOrEqualTo(20);
        }
    }

    private static String table(List<Outcome> outcomes) {
        Table table =
                Table.of("SCENARIO", "SEEN 50%", "95%", "ASKED 50%", "95%", "BY OFFSETS 50%", "95%", "ONLY A BOUND");
        outcomes.forEach(outcome -> table.row(
                outcome.scenario().name(),
                outcome.seen().cell(0.5),
                outcome.seen().cell(0.95),
                outcome.asked().cell(0.5),
                outcome.asked().cell(0.95),
                outcome.offsets().cell(0.5),
                outcome.offsets().cell(0.95),
                String.format(Locale.ROOT, "%.1f %%", 100.0 * outcome.bounds() / outcome.looks())));
        return table.text();
    }

    /// Looks every few seconds, as a service does, and now and then as one that knows nothing.
    private static Outcome run(Scenario scenario) {
        Errors seen = new Errors();
        Errors asked = new Errors();
        Errors offsets = new Errors();
        List<String> lies = new ArrayList<>();
        int bounds = 0;
        Lag lag = Lag.nothing();
        int look = 0;
        for (long time = 5 * MINUTE; time < LENGTH; time += LOOK_EVERY) {
            if (time >= scenario.offBetween()[0] && time < scenario.offBetween()[1]) {
                lag = LagText.read(LagText.write(lag)).orElseThrow(); // as a restart does
                continue;
            }
            lag = collect(scenario, lag.after(look(scenario, time)), time, Effort.STEADY);
            bounds += judge(scenario, lag.snapshot(), time, seen, lies);
            judgeOffsets(scenario, time, offsets);
            if (look++ % 20 == 10) {
                Lag once = collect(scenario, Lag.nothing().after(look(scenario, time)), time, Effort.ONCE);
                bounds += judge(scenario, once.snapshot(), time, asked, lies);
            }
        }
        return new Outcome(scenario, seen, asked, offsets, lies, bounds, seen.all.size() + asked.all.size());
    }

    private static Look look(Scenario scenario, long time) {
        long now = BEGIN + time;
        SimulatedPartition partition = scenario.partition();
        List<Look.Group> groups = new ArrayList<>();
        for (int i = 0; i < scenario.delays().size(); i++) {
            long committed = partition.committed(now, scenario.delays().get(i).applyAsLong(time));
            groups.add(new Look.Group(
                    "g" + i, "consumer", "Stable", 1, Map.of(PLACE, Look.Position.at(committed)), Optional.empty()));
        }
        return new Look(
                Instant.ofEpochMilli(now),
                Duration.ZERO,
                0,
                Look.Coverage.WHOLE,
                groups,
                Map.of(PLACE.topic(), "id"),
                Map.of(PLACE, partition.end(now)),
                Map.of(PLACE, partition.start(now)),
                List.of());
    }

    private static Lag collect(Scenario scenario, Lag looked, long time, Effort effort) {
        Lag lag = looked;
        for (int round = 0; round < effort.rounds(); round++) {
            List<Question> questions = lag.questions(effort);
            if (questions.isEmpty()) {
                break;
            }
            lag = lag.learn(questions.stream()
                    .map(question -> scenario.partition().answer(question, BEGIN + time))
                    .toList());
        }
        return lag;
    }

    /// @return of how many lags only a bound is known
    private static int judge(Scenario scenario, LagSnapshot snapshot, long time, Errors errors, List<String> lies) {
        long now = BEGIN + time;
        int bounds = 0;
        for (int i = 0; i < scenario.delays().size(); i++) {
            PartitionLag lag = snapshot.groups().get(i).partitions().getFirst();
            long truth = scenario.partition().truth(now, lag.committed().orElseThrow());
            String claim = "after %d s: %s, and it is %d ms".formatted(time / 1000, lag, truth);
            switch (lag.time()) {
                case TimeLag.CaughtUp() -> {
                    errors.add(truth / 1000.0);
                    if (truth > 0) {
                        lies.add(claim);
                    }
                }
                case TimeLag.About(Duration about, Duration least, Duration most) -> {
                    errors.add(Math.abs(about.toMillis() - truth) / 1000.0);
                    long blur = scenario.hasMarks()
                            ? Math.max(Effort.STEADY.blur().toMillis(), Effort.STEADY.tolerance(most.toMillis()))
                            : ROUNDING;
                    if (truth < least.toMillis() - blur || truth > most.toMillis() + ROUNDING) {
                        lies.add(claim);
                    }
                }
                case TimeLag.AtLeast(Duration least) -> {
                    bounds++;
                    errors.add(Double.POSITIVE_INFINITY);
                    if (least.toMillis() - ROUNDING > truth && truth > 0) {
                        lies.add(claim);
                    }
                }
                case TimeLag.Unknown() -> lies.add(claim);
            }
            if (lag.lag().orElse(-1L) < 0) {
                lies.add(claim);
            }
        }
        return bounds;
    }

    /// What dashboards do: the lag in records by the records that were written in the last minute.
    private static void judgeOffsets(Scenario scenario, long time, Errors errors) {
        long now = BEGIN + time;
        SimulatedPartition partition = scenario.partition();
        for (int i = 0; i < scenario.delays().size(); i++) {
            long committed = partition.committed(now, scenario.delays().get(i).applyAsLong(time));
            long lag = partition.end(now) - committed;
            double rate = (partition.end(now) - partition.end(now - MINUTE)) / 60.0;
            double truth = partition.truth(now, committed) / 1000.0;
            double estimate = lag == 0 ? 0 : rate == 0 ? Double.POSITIVE_INFINITY : lag / rate;
            errors.add(Math.abs(estimate - truth));
        }
    }
}
