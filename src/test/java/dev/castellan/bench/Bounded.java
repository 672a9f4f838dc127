package dev.castellan.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Times of something that has nothing to be compared with, only a bound.
///
/// @param most the seconds that the median may be
record Bounded(String what, String how, double most, List<Double> times) implements Measured {
    static Bounded measure(String what, String how, Comparison.Timed timed, int times, double most) throws Exception {
        List<Double> all = new ArrayList<>();
        for (int i = 1; i <= times; i++) {
            all.add(timed.seconds());
            System.err.printf(Locale.ROOT, "%s, %d of %d: %.2f s%n", what, i, times, all.getLast());
        }
        return new Bounded(what, how, most, List.copyOf(all));
    }

    @Override
    public boolean holds() {
        return Measured.median(times) <= most;
    }

    @Override
    public String rows() {
        return Measured.row(what, how, times, "s", String.format(Locale.ROOT, "<= %.2f s", most));
    }
}
