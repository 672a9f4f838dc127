package dev.castellan.lag;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides what to ask a cluster next: about each partition one thing at a time, and first what is known worst.
///
/// @param known what is known of partitions
record Inquiry(Look look, Map<Place, Known> known, Effort effort) {
    /// A question, and how much is not known without its answer.
    private record Weighed(Question question, double doubt) {}

    List<Question> questions() {
        Map<Place, Weighed> asked = new HashMap<>();
        for (Standing standing : Standing.all(look, known)) {
            if (standing.isBehind()) {
                question(standing)
                        .ifPresent(one -> asked.merge(standing.place(), one, (a, b) -> a.doubt() >= b.doubt() ? a : b));
            }
        }
        return asked.values().stream()
                .sorted(Comparator.comparingDouble(Weighed::doubt)
                        .reversed()
                        .thenComparing(one -> one.question().place()))
                .limit(effort.questions())
                .map(Weighed::question)
                .toList();
    }

    private Optional<Weighed> question(Standing standing) {
        long now = look.at().toEpochMilli();
        Bracket bracket = standing.bracket();
        long tolerance = effort.tolerance(now - (bracket.isOpen() ? bracket.latest() : bracket.from()));
        double blur = blur(standing, bracket, now, tolerance);
        if (blur > 1) {
            return Optional.of(
                    new Weighed(new Question.AnyFrom(standing.place(), standing.next(), standing.end()), blur));
        }
        Search search = standing.known().search(standing.next());
        if (search.isOver() || bracket.width() <= tolerance) {
            return Optional.empty();
        }
        Search narrowed = new Search(bracket, search.asked(), search.streak());
        return Optional.of(new Weighed(
                new Question.FirstSince(standing.place(), narrowed.nextTime(standing.next(), tolerance)),
                bracket.isOpen() ? Double.MAX_VALUE : (double) bracket.width() / tolerance));
    }

    /// How wrong the time would be, measured by what is tolerated, if the offsets here were no records but the
    /// marks that end a transaction: they take an offset each, and no group commits beyond them before it reads on.
    private double blur(Standing standing, Bracket bracket, long now, long tolerance) {
        Known known = standing.known();
        if (standing.group().isShare() || known.isClear(standing.next())) {
            return 0;
        }
        long beyond = standing.next() + effort.marks();
        if (beyond < standing.end() && bracket.isOpen()) {
            return 0;
        }
        long since = bracket.isOpen() ? bracket.latest() : bracket.to();
        long until = beyond < standing.end() ? known.curve().around(beyond).from() : now;
        long least = Math.max(tolerance, effort.blur().toMillis());
        return bracket.isOpen() ? 2 : (double) (until - since) / least;
    }
}
