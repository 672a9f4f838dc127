package dev.castellan.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// What came of one benchmark.
sealed interface Measured permits Comparison, Bounded {
    /// Its name, the first word of its first row.
    String what();

    boolean holds();

    /// Rows of the Markdown table on the [Page].
    String rows();

    static String row(String what, String how, List<Double> values, String unit, String target) {
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

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return IntStream.of(sorted.size() % 2 == 0 ? middle - 1 : middle, middle)
                .mapToDouble(sorted::get)
                .average()
                .orElseThrow();
    }
}
