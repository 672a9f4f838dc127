package dev.castellan.lag;

import java.util.Arrays;
import java.util.Random;

/// A partition whose whole life is known beforehand, and the consumer of it: so the truth about its lag is
/// known too. An entry's offset is its index. Times are milliseconds.
final class SimulatedPartition {
    private static final long NEVER = Long.MAX_VALUE;

    private long[] written = new long[1024];
    private long[] gone = new long[1024];
    private boolean[] readable = new boolean[1024];
    private int size;
    private long retention = NEVER;

    /// One more entry.
    ///
    /// @param isReadable whether it is a record: not the mark of a transaction, nor of one that was taken back
    void write(long time, boolean isReadable) {
        if (size == written.length) {
            written = Arrays.copyOf(written, 2 * size);
            gone = Arrays.copyOf(gone, 2 * size);
            readable = Arrays.copyOf(readable, 2 * size);
        }
        written[size] = size == 0 ? time : Math.max(time, written[size - 1]);
        gone[size] = NEVER;
        readable[size] = isReadable;
        size++;
    }

    SimulatedPartition keepingFor(long millis) {
        retention = millis;
        return this;
    }

    /// All but a few are replaced by newer ones, and so go after a while.
    SimulatedPartition compacted(Random random, long after, double kept) {
        for (int i = 0; i < size - 1; i++) {
            if (random.nextDouble() >= kept) {
                gone[i] = written[i] + after + random.nextLong(after);
            }
        }
        return this;
    }

    long end(long now) {
        return firstAt(now + 1);
    }

    long start(long now) {
        return retention == NEVER ? 0 : Math.min(firstAt(now - retention), end(now));
    }

    /// The first entry written at this time or later.
    private int firstAt(long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (written[middle] >= time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /// Where a group stands that reads everything so long after it was written, and commits after each record.
    long committed(long now, long delay) {
        int at = firstAt(now - delay + 1);
        while (at > 0 && !readable[at - 1]) { // nobody commits behind what cannot be read before reading on
            at--;
        }
        return at;
    }

    /// The age of the first record that the group has not read, removed or not, as long as retention did not
    /// take it.
    long truth(long now, long committed) {
        long end = end(now);
        for (int i = (int) Math.max(committed, start(now)); i < end; i++) {
            if (readable[i]) {
                return now - written[i];
            }
        }
        return 0;
    }

    Answer answer(Question question, long now) {
        return switch (question) {
            case Question.FirstSince since -> firstSince(since, now);
            case Question.AnyFrom any -> new Answer.Next(any, next(any.from(), any.to(), now));
        };
    }

    private Answer firstSince(Question.FirstSince since, long now) {
        for (int i = (int) Math.max(firstAt(since.time()), start(now)); i < size && written[i] <= now; i++) {
            if (gone[i] > now) {
                return new Answer.Found(since, i, written[i]);
            }
        }
        return new Answer.NoneSince(since);
    }

    private long next(long from, long to, long now) {
        for (int i = (int) Math.max(from, start(now)); i < to; i++) {
            if (readable[i] && gone[i] > now) {
                return i;
            }
        }
        return to;
    }
}
