package dev.castellan.drill;

import dev.castellan.ledger.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A result as a person reads it on a terminal.
public final class ResultText {
    private ResultText() {}

    public static String of(Result result) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        for (Result.Episode episode : result.episodes()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: %.1f s, longest outage %.1f s%s",
                    episode.what(),
                    episode.until() - episode.from(),
                    episode.outage(),
                    episode.healthy() < 0 ? ", never in sync again" : ""));
            lines.add("    expected: " + episode.expected());
        }
        lines.add("");
        lines.addAll(breaches(result.verdict()));
        if (!result.unhealed().isEmpty()) {
            lines.add(result.unhealed());
        }
        if (!result.leftOut().isEmpty()) {
            lines.add(result.leftOut());
        }
        lines.add(line(result));
        return String.join("\n", lines);
    }

    /// All of it in one line.
    public static String line(Result result) {
        Verdict.Counts counts = result.verdict().counts();
        return String.format(
                Locale.ROOT,
                "%s, %s: %s. %s in %.0f s, %,d records acknowledged, %,d of unknown outcome, longest outage of a"
                        + " partition %.1f s, seed %d",
                result.cluster(),
                result.settings(),
                kept(result.verdict()),
                result.episodes().size() == 1 ? "1 fault" : result.episodes().size() + " faults",
                result.seconds(),
                counts.acknowledged(),
                counts.unknown(),
                result.verdict().longestOutage(),
                result.seed());
    }

    /// Each breach, and some examples of it.
    static List<String> breaches(Verdict verdict) {
        List<String> lines = new ArrayList<>();
        verdict.breaches().forEach((breach, found) -> {
            lines.add(String.format(Locale.ROOT, "%,d %s: %s", found.count(), name(breach), breach.text()));
            found.examples().forEach(example -> lines.add("    " + example));
        });
        return lines;
    }

    /// `every promise kept`, or which were not.
    static String kept(Verdict verdict) {
        List<String> words = new ArrayList<>();
        verdict.breaches()
                .forEach((breach, found) ->
                        words.add(String.format(Locale.ROOT, "%,d %s", found.count(), name(breach))));
        return words.isEmpty() ? "every promise kept" : "PROMISES BROKEN: " + String.join(", ", words);
    }

    private static String name(Enum<?> breach) {
        return breach.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
