package dev.castellan.bench;

import dev.castellan.lag.Effort;
import dev.castellan.lag.Lag;
import dev.castellan.lag.LagSnapshot;
import dev.castellan.lag.LagText;
import dev.castellan.lag.Look;
import dev.castellan.lag.Question;
import dev.castellan.metrics.Exposition;
import dev.castellan.metrics.LagMetrics;
import dev.castellan.spec.LagObjectives;
import java.util.List;
import java.util.Locale;

/// Works out the lags of [ManyGroups] and says how long that took, in a JVM that does nothing else.
public final class LagPrinter {
    private LagPrinter() {}

    /// @param arguments none
    public static void main(String[] arguments) {
        Lag lag = Lag.nothing();
        for (int look = 0; look < 3; look++) {
            Look read = ManyGroups.FULL.look(15L * look);
            long begun = System.nanoTime();
            lag = collected(lag, read);
            LagSnapshot snapshot = lag.snapshot();
            int kept = LagText.write(lag).length();
            double collected = Workbench.since(begun);
            begun = System.nanoTime();
            int text = Exposition.text(LagMetrics.of(
                            snapshot,
                            new LagMetrics.Told("full", LagObjectives.NONE),
                            snapshot.at(),
                            LagMetrics.SERIES))
                    .length();
            System.out.printf(
                    Locale.ROOT,
                    "collected in %.3f s, %d characters to keep; rendered in %.3f s, %d characters%n",
                    collected,
                    kept,
                    Workbench.since(begun),
                    text);
        }
    }

    /// One collection, with all that it asks.
    public static Lag collected(Lag before, Look look) {
        Lag lag = before.after(look);
        for (int round = 0; round < Effort.STEADY.rounds(); round++) {
            List<Question> questions = lag.questions(Effort.STEADY);
            if (questions.isEmpty()) {
                break;
            }
            lag = lag.learn(questions.stream().map(ManyGroups.FULL::answer).toList());
        }
        return lag;
    }
}
