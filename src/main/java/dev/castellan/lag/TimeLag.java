package dev.castellan.lag;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/// How long ago the first record was written that a group has not read.
public sealed interface TimeLag {
    /// Nothing is left to read.
    record CaughtUp() implements TimeLag {}

    /// Between two bounds, and probably about there.
    record About(Duration about, Duration least, Duration most) implements TimeLag {}

    /// Longer than anything is known of the partition, so at least this; how much longer is not guessed.
    record AtLeast(Duration least) implements TimeLag {}

    /// Where the group stands, or where the partition ends, is not known.
    record Unknown() implements TimeLag {}

    /// The one number that stands for it; empty when nothing is known.
    default Optional<Duration> value() {
        return switch (this) {
            case CaughtUp() -> Optional.of(Duration.ZERO);
            case About(Duration about, Duration least, Duration most) -> Optional.of(about);
            case AtLeast(Duration least) -> Optional.of(least);
            case Unknown() -> Optional.empty();
        };
    }

    /// It is certainly not less.
    default Duration floor() {
        return switch (this) {
            case About(Duration about, Duration least, Duration most) -> least;
            case AtLeast(Duration least) -> least;
            case CaughtUp() -> Duration.ZERO;
            case Unknown() -> Duration.ZERO;
        };
    }

    /// The same, when it may also be as little as another one.
    default TimeLag orLess(TimeLag other) {
        return this instanceof About(Duration about, Duration least, Duration most)
                ? new About(about, min(other.floor(), least), most)
                : this;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /// The longest of several. One that is only known to be at least something makes the whole at least that.
    static TimeLag longest(Collection<TimeLag> lags) {
        TimeLag longest = new Unknown();
        Duration value = Duration.ofMillis(-1);
        boolean bounded = false;
        for (TimeLag lag : lags) {
            Duration one = lag.value().orElse(Duration.ofMillis(-1));
            bounded |= lag instanceof AtLeast;
            if (one.compareTo(value) > 0) {
                longest = lag;
                value = one;
            }
        }
        return bounded && longest instanceof About(Duration about, Duration least, Duration most)
                ? new AtLeast(about)
                : longest;
    }
}
