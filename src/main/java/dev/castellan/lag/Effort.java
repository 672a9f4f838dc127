package dev.castellan.lag;

import java.time.Duration;

/// How much asking a lag in time is worth.
///
/// @param rounds how often to ask in one collection; what is not asked then waits for the next
/// @param questions how many at once, at most
/// @param finest a lag need not be known better than this
/// @param share nor better than this part of itself
/// @param blur a lag may be wrong by so much, as what follows may be no records but marks of transactions
/// @param marks so many of them in a row are thought of
public record Effort(int rounds, int questions, Duration finest, double share, Duration blur, long marks) {
    /// For a look at the moment: nothing is known yet, so it has to be asked.
    public static final Effort ONCE = new Effort(40, 1000, Duration.ofMillis(500), 0.02, Duration.ZERO, 100);

    /// For looks that go on: most is seen, little has to be asked.
    public static final Effort STEADY = new Effort(5, 500, Duration.ofSeconds(15), 0.1, Duration.ofSeconds(20), 100);

    long tolerance(long age) {
        return Math.max(finest.toMillis(), Math.round(age * share));
    }
}
