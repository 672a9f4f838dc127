package dev.castellan.lag;

import java.time.Duration;

/// When one record was written, as far as that is known. Times are milliseconds since 1970.
///
/// @param from not before; [#OPEN] when nothing is known of that time
/// @param fromEnd what the end of the partition was then
/// @param to probably before
/// @param toEnd what the end of the partition was then
/// @param latest certainly not after: later than `to` where records may have been removed in between
record Bracket(long from, long fromEnd, long to, long toEnd, long latest) {
    static final long OPEN = Long.MIN_VALUE;

    boolean isOpen() {
        return from == OPEN;
    }

    long width() {
        return isOpen() ? Long.MAX_VALUE : to - from;
    }

    /// Where in it the record is, when the partition grew evenly.
    long about(long offset) {
        if (toEnd <= fromEnd || to <= from) {
            return from;
        }
        double share = (offset + 0.5 - fromEnd) / (toEnd - fromEnd);
        return from + Math.round(Math.clamp(share, 0, 1) * (to - from));
    }

    /// What both say; where clocks disagree and they contradict each other, what this one says.
    Bracket and(Bracket other) {
        boolean later = other.from > from;
        boolean sooner = other.to < to;
        Bracket both = new Bracket(
                later ? other.from : from,
                later ? other.fromEnd : fromEnd,
                sooner ? other.to : to,
                sooner ? other.toEnd : toEnd,
                Math.min(latest, other.latest));
        return both.isOpen() || both.from <= both.to ? both : this;
    }

    /// As a lag, seen from now.
    TimeLag lag(long offset, long now) {
        if (isOpen()) {
            return new TimeLag.AtLeast(ago(latest, now));
        }
        return new TimeLag.About(ago(about(offset), now), ago(latest, now), ago(from, now));
    }

    private static Duration ago(long time, long now) {
        return Duration.ofMillis(Math.max(0, now - time));
    }
}
