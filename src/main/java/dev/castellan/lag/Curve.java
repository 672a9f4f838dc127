package dev.castellan.lag;

import java.util.Arrays;

/// How a partition grew: what its end was at some moments. Times rise, ends do not fall, and there are at most
/// [#MOST] points: the older, the farther apart.
///
/// A partition that stands still needs two points, however long it does. Immutable.
final class Curve {
    static final int MOST = 96;
    static final Curve EMPTY = new Curve(new long[0], new long[0], Doubt.NONE);

    /// How much it is worth to keep a point only because others are far away, beside the bend it makes.
    private static final double WORTH_OF_DISTANCE = 0.125;

    private final long[] times;
    private final long[] ends;
    private final Doubt doubt;

    /// Whether the last end that was seen lies before one seen earlier.
    private enum Doubt {
        NONE,
        WENT_BACK
    }

    private Curve(long[] times, long[] ends, Doubt doubt) {
        this.times = times;
        this.ends = ends;
        this.doubt = doubt;
    }

    /// From points that were kept; wrong ones make an empty curve.
    static Curve of(long[] times, long[] ends) {
        for (int i = 1; i < times.length; i++) {
            if (times[i] <= times[i - 1] || ends[i] < ends[i - 1]) {
                return EMPTY;
            }
        }
        return times.length > MOST ? EMPTY : new Curve(times.clone(), ends.clone(), Doubt.NONE);
    }

    int size() {
        return times.length;
    }

    long time(int point) {
        return times[point];
    }

    long end(int point) {
        return ends[point];
    }

    private int last() {
        return times.length - 1;
    }

    /// The end was seen. Once it may be lower than before, as a new leader may not yet know how far it is;
    /// twice, and records are gone: then what was known of them goes too.
    Curve observe(long time, long end) {
        Curve before = until(time);
        if (before.size() == 0) {
            return new Curve(new long[] {time}, new long[] {end}, Doubt.NONE);
        }
        int last = before.last();
        if (end < before.ends[last]) {
            return doubt == Doubt.NONE
                    ? new Curve(before.times, before.ends, Doubt.WENT_BACK)
                    : before.below(end).observe(time, end);
        }
        boolean still = last > 0 && before.ends[last] == end && before.ends[last - 1] == end;
        int kept = still ? last : last + 1;
        long[] newTimes = Arrays.copyOf(before.times, kept + 1);
        long[] newEnds = Arrays.copyOf(before.ends, kept + 1);
        newTimes[kept] = time;
        newEnds[kept] = end;
        return thinned(newTimes, newEnds);
    }

    /// Without points at this time or after it: the clock was set back.
    private Curve until(long time) {
        int kept = size();
        while (kept > 0 && times[kept - 1] >= time) {
            kept--;
        }
        return kept == size() ? this : new Curve(Arrays.copyOf(times, kept), Arrays.copyOf(ends, kept), doubt);
    }

    private Curve below(long end) {
        int kept = size();
        while (kept > 0 && ends[kept - 1] > end) {
            kept--;
        }
        return new Curve(Arrays.copyOf(times, kept), Arrays.copyOf(ends, kept), Doubt.NONE);
    }

    /// A record was written at this time, by its own word. What was seen is believed more: where it
    /// contradicts, it is left out.
    Curve learn(long time, long offset) {
        return with(time, offset).with(time + 1, offset + 1);
    }

    private Curve with(long time, long end) {
        int at = Arrays.binarySearch(times, time);
        if (at >= 0) {
            return this;
        }
        int place = -at - 1;
        boolean fits = place < size() // nothing is learnt of what comes after the last look
                && (place == 0 || ends[place - 1] <= end)
                && end <= ends[place];
        if (!fits) {
            return this;
        }
        long[] newTimes = new long[size() + 1];
        long[] newEnds = new long[size() + 1];
        System.arraycopy(times, 0, newTimes, 0, place);
        System.arraycopy(ends, 0, newEnds, 0, place);
        newTimes[place] = time;
        newEnds[place] = end;
        System.arraycopy(times, place, newTimes, place + 1, size() - place);
        System.arraycopy(ends, place, newEnds, place + 1, size() - place);
        return thinned(newTimes, newEnds);
    }

    /// Takes out the point that is missed least: measured by its age, as nobody minds a minute after a week.
    private Curve thinned(long[] newTimes, long[] newEnds) {
        int count = newTimes.length;
        if (count <= MOST) {
            return new Curve(newTimes, newEnds, Doubt.NONE);
        }
        int least = 1;
        double worth = Double.MAX_VALUE;
        for (int i = 1; i < count - 1; i++) {
            double width = newTimes[i + 1] - newTimes[i - 1];
            double rise = newEnds[i + 1] - newEnds[i - 1];
            double line = newTimes[i - 1] + (rise == 0 ? 0 : (newEnds[i] - newEnds[i - 1]) / rise * width);
            double bend = rise == 0 ? 0 : Math.abs(newTimes[i] - line);
            double own = (bend + WORTH_OF_DISTANCE * width) / (newTimes[count - 1] - newTimes[i] + 1000.0);
            if (own < worth) {
                worth = own;
                least = i;
            }
        }
        return new Curve(without(newTimes, least), without(newEnds, least), Doubt.NONE);
    }

    private static long[] without(long[] values, int index) {
        long[] fewer = Arrays.copyOf(values, values.length - 1);
        System.arraycopy(values, index + 1, fewer, index, fewer.length - index);
        return fewer;
    }

    /// When the record at this offset was written; it must lie before the last end that was seen.
    Bracket around(long offset) {
        int right = 0;
        int high = size();
        while (right < high) { // the first point whose end is after the offset
            int middle = (right + high) >>> 1;
            if (ends[middle] > offset) {
                high = middle;
            } else {
                right = middle + 1;
            }
        }
        int to = Math.min(right, last());
        return right == 0
                ? new Bracket(Bracket.OPEN, 0, times[to], ends[to], times[to])
                : new Bracket(times[right - 1], ends[right - 1], times[to], ends[to], times[to]);
    }

    /// When it was seen last; never when it was not.
    long lastTime() {
        return size() == 0 ? Long.MIN_VALUE : times[last()];
    }

    /// The end that was seen last; less than any when none was.
    long lastEnd() {
        return size() == 0 ? Long.MIN_VALUE : ends[last()];
    }
}
