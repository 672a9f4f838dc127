package dev.castellan.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What came of collecting something again and again.
///
/// | from | by | to |
/// | --- | --- | --- |
/// | any | [#came] | the new value, as old as its collection's beginning |
/// | any | [#refused] | the value before, getting older, and why |
/// | any | [#hangs] | the same, while a collection takes longer than it may |
///
/// @param value what came last; empty before the first
/// @param since when collecting that began; before the first, when the first try began
/// @param took how long it took
/// @param trouble why the last try brought nothing; empty when it did
public record Collected<T>(Optional<T> value, Instant since, Duration took, State state, String trouble) {
    /// What became of the last try.
    public enum State {
        NOT_YET,
        CAME,
        REFUSED,
        HANGS
    }

    static <T> Collected<T> nothing(Instant now) {
        return new Collected<>(Optional.empty(), now, Duration.ZERO, State.NOT_YET, "");
    }

    /// What came of the only try.
    public static <T> Collected<T> seen(T value, Instant begun, Duration took) {
        return Collected.<T>nothing(begun).came(value, begun, took);
    }

    Collected<T> came(T next, Instant begun, Duration lasted) {
        return new Collected<>(Optional.of(next), begun, lasted, State.CAME, "");
    }

    Collected<T> refused(String why) {
        return new Collected<>(value, since, took, State.REFUSED, why);
    }

    Collected<T> hangs(String why) {
        return new Collected<>(value, since, took, State.HANGS, why);
    }

    public Duration age(Instant now) {
        Duration age = Duration.between(since, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /// What is not too old to be told.
    public Optional<T> fresh(Instant now, Duration oldest) {
        return age(now).compareTo(oldest) > 0 ? Optional.empty() : value;
    }
}
