package dev.castellan.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Times of two ways to do one thing, measured in pairs, A B A B, so that a busy moment of the machine hits both.
record Comparison(String what, String a, String b, double target, List<Pair> pairs) implements Measured {
    /// Seconds of one pair.
    record Pair(double a, double b) {
        double ratio() {
            return a / b;
        }
    }

    /// Something that takes time and says how much, in seconds; what it has to prepare does not count.
    interface Timed {
        double seconds() throws Exception;
    }

    static Comparison measure(String what, String a, Timed first, String b, Timed second, int times, double target)
            throws Exception {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 1; i <= times; i++) {
            Pair pair = new Pair(first.seconds(), second.seconds());
            pairs.add(pair);
            System.err.printf(
                    Locale.ROOT, "%s, pair %d of %d: %.2f s against %.2f s%n", what, i, times, pair.a(), pair.b());
        }
        return new Comparison(what, a, b, target, List.copyOf(pairs));
    }

    @Override
    public boolean holds() {
        return Measured.median(pairs.stream().map(Pair::ratio).toList()) <= target;
    }

    @Override
    public String rows() {
        List<Double> ratios = pairs.stream().map(Pair::ratio).toList();
        return Measured.row(what, a, pairs.stream().map(Pair::a).toList(), "s", "")
                + Measured.row("", b, pairs.stream().map(Pair::b).toList(), "s", "")
                + Measured.row(
                        "", "**ratio, pair by pair**", ratios, "", String.format(Locale.ROOT, "<= %.2f", target));
    }
}
