package dev.castellan.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Times of two ways to do one thing, measured in pairs, A B A B, so that a busy moment of the machine hits both.
record Comparison(String what, String a, String b, double target, List<Pair> pairs) {
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

    boolean holds() {
        return median(pairs.stream().map(Pair::ratio).toList()) <= target;
    }

    /// Rows of the Markdown table that [Bench] prints.
    String rows() {
        List<Double> ratios = pairs.stream().map(Pair::ratio).toList();
        return row(what, a, pairs.stream().map(Pair::a).toList(), "s", "")
                + row("", b, pairs.stream().map(Pair::b).toList(), "s", "")
                + row("", "**ratio, pair by pair**", ratios, "", String.format(Locale.ROOT, "<= %.2f", target));
    }

    private static String row(String what, String how, List<Double> values, String unit, String target) {
        List<Double> sorted = values.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f%s | %.2f | %.2f | %s |%n",
                what,
                how,
                median(values),
                unit.isEmpty() ? "" : " " + unit,
                sorted.getFirst(),
                sorted.getLast(),
                target);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return IntStream.of(sorted.size() % 2 == 0 ? middle - 1 : middle, middle)
                .mapToDouble(sorted::get)
                .average()
                .orElseThrow();
    }
}
