package dev.castellan.lag;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where one group stands in one partition whose end is known.
///
/// @param committed what it said itself
/// @param first where it goes on: after what was removed meanwhile
/// @param next the first record from there on, as far as that was looked at
/// @param left the records left to read
record Standing(
        Look.Group group,
        Place place,
        Look.Position position,
        long committed,
        long first,
        long next,
        long end,
        long left,
        Known known) {

    static List<Standing> all(Look look, Map<Place, Known> known) {
        List<Standing> all = new ArrayList<>();
        for (Look.Group group : look.groups()) {
            group.positions()
                    .forEach((place, position) ->
                            of(group, place, position, look, known).ifPresent(all::add));
        }
        return all;
    }

    /// Empty where the group never committed, or the end is not known.
    static Optional<Standing> of(
            Look.Group group, Place place, Look.Position position, Look look, Map<Place, Known> known) {
        Long end = look.ends().get(place);
        if (end == null || position.committed().isEmpty()) {
            return Optional.empty();
        }
        Known what = known.getOrDefault(place, Known.NOTHING);
        long committed = position.committed().get();
        long first = Math.min(Math.max(committed, look.starts().getOrDefault(place, 0L)), Math.max(end, committed));
        long next = Math.min(what.next(first), Math.max(end, committed));
        long left = Math.max(0, end - next);
        return Optional.of(new Standing(
                group,
                place,
                position,
                committed,
                first,
                next,
                end,
                position.unread().map(unread -> Math.clamp(unread, 0L, left)).orElse(left),
                what));
    }

    boolean isBehind() {
        return left > 0;
    }

    Bracket bracket() {
        return known.around(next);
    }

    PartitionLag lag(long now) {
        return new PartitionLag(
                place,
                position.committed(),
                Optional.of(end),
                Optional.of(left),
                first - committed,
                next - first,
                time(now),
                position.client(),
                position.host());
    }

    private TimeLag time(long now) {
        if (!isBehind()) {
            return new TimeLag.CaughtUp();
        }
        TimeLag time = bracket().lag(next, now);
        // Of a share group nobody tells which records are left, only how many. The one where its window begins may be
        // done; all are done before the last ones at the latest.
        return end - next == left ? time : time.orLess(known.around(end - left).lag(end - left, now));
    }
}
