package dev.castellan.lag;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What is known of one partition.
///
/// @param searches for the times of records that groups stand at, by their offset
/// @param next what was looked at: the first record from an offset on, the offset itself when it is one
/// @param untold offsets of which that could not be found out, as long as the end stays where it is
record Known(Curve curve, Map<Long, Search> searches, Map<Long, Long> next, Set<Long> untold) {
    static final Known NOTHING = of(Curve.EMPTY);

    /// Groups move on, and nobody asks again about where they stood.
    private static final int MOST = 64;

    Known {
        searches = Map.copyOf(searches);
        next = Map.copyOf(next);
        untold = Set.copyOf(untold);
    }

    static Known of(Curve curve) {
        return new Known(curve, Map.of(), Map.of(), Set.of());
    }

    Known observe(long time, long end) {
        Curve grown = curve.observe(time, end);
        long before = curve.lastEnd();
        if (grown.lastEnd() < before) {
            return of(grown);
        }
        return new Known(grown, searches, next, grown.lastEnd() == before ? untold : Set.of());
    }

    Search search(long offset) {
        Search search = searches.get(offset);
        return search == null ? Search.begin(curve.around(offset)) : search;
    }

    /// When the record at this offset was written.
    Bracket around(long offset) {
        Search search = searches.get(offset);
        return search == null ? curve.around(offset) : curve.around(offset).and(search.bracket());
    }

    /// @param offset the record that it was asked for
    Known learn(Answer answer, long offset) {
        return switch (answer) {
            case Answer.Found found ->
                new Known(
                        curve.learn(found.timestamp(), found.offset()),
                        with(searches, offset, search(offset).learn(offset, found)),
                        next,
                        untold);
            case Answer.NoneSince none ->
                searched(offset, search(offset).allBefore(none.to().time()));
            case Answer.Next found -> new Known(curve, searches, found(found), untold);
            case Answer.Silence silence ->
                switch (silence.to()) {
                    case Question.FirstSince time ->
                        searched(offset, search(offset).unanswered());
                    case Question.AnyFrom any -> new Known(curve, searches, next, with(untold, offset));
                };
        };
    }

    private Map<Long, Long> found(Answer.Next found) {
        long offset = Math.max(found.to().from(), found.offset());
        Map<Long, Long> more = with(next, found.to().from(), offset);
        return offset < found.to().to() ? with(more, offset, offset) : more;
    }

    /// The first record from there on, as far as that was looked at.
    long next(long offset) {
        long at = offset;
        while (next.getOrDefault(at, at) > at) {
            at = next.getOrDefault(at, at);
        }
        return at;
    }

    /// Whether it was looked at what is there, or cannot be.
    boolean isClear(long offset) {
        return next.containsKey(offset) || untold.contains(offset);
    }

    private Known searched(long offset, Search search) {
        return new Known(curve, with(searches, offset, search), next, untold);
    }

    private static <V> Map<Long, V> with(Map<Long, V> map, long key, V value) {
        Map<Long, V> more = map.size() >= MOST ? new HashMap<>() : new HashMap<>(map);
        more.put(key, value);
        return more;
    }

    private static Set<Long> with(Set<Long> set, long value) {
        Set<Long> more = new HashSet<>(set);
        more.add(value);
        return more;
    }
}
