package dev.castellan.drill;

import dev.castellan.drill.Result.Moment;
import dev.castellan.ledger.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What clients saw while something was done to their cluster.
///
/// @param settings how safe the topic was, for a person: `acks=all, 3 copies, min.insync.replicas=2`
/// @param seconds how long clients worked
/// @param verdict how many records were acknowledged, refused or of unknown outcome, which promises were broken, and
///     when each partition took none
/// @param moments the same second by second
/// @param unsettled what clients still lacked in the end; empty where all was as before
/// @param leftOut which clients took no part, and why; empty where all did
public record Account(
        String settings, double seconds, Verdict verdict, List<Moment> moments, String unsettled, String leftOut) {
    public Account {
        moments = List.copyOf(moments);
    }

    /// Whether every promise was kept and clients get on as before.
    public boolean holds() {
        return verdict.holds() && unsettled.isEmpty();
    }

    /// For a person.
    @Override
    public String toString() {
        Verdict.Counts counts = verdict.counts();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %s. %,d records acknowledged in %.0f s, %,d refused, %,d of unknown outcome",
                settings,
                ResultText.kept(verdict),
                counts.acknowledged(),
                seconds,
                counts.refused(),
                counts.unknown()));
        verdict.longestOutages()
                .forEach((partition, longest) -> text.append(
                        String.format(Locale.ROOT, "; partition %d took none for %.1f s", partition, longest)));
        ResultText.breaches(verdict).forEach(line -> text.append('\n').append(line));
        Stream.of(unsettled, leftOut)
                .filter(line -> !line.isEmpty())
                .forEach(line -> text.append('\n').append(line));
        return text.toString();
    }
}
