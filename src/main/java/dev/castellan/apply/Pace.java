package dev.castellan.apply;

import dev.castellan.apply.Readiness.Missing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Whether what is waited for gets nearer, and when it may be there.
final class Pace {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// A log may grow for ever without anything getting better, as when no controller is ever elected.
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /// Before so long nobody can say how fast it goes.
    private static final Duration EARLY = Duration.ofSeconds(3);

    private final InstantSource clock;
    private Missing last = new Missing("", 0);
    private Instant moved;
    private Instant nearer;
    private Instant since;
    private long most;
    private long least;

    Pace(InstantSource clock) {
        this.clock = clock;
        this.moved = clock.instant();
        this.nearer = moved;
        this.since = moved;
    }

    /// @return whether something has changed for the better, or at all where nobody can say what is better
    boolean note(Missing now) {
        boolean other = !words(now).equals(words(last));
        boolean less = now.left() < least;
        if (other || less) {
            nearer = clock.instant();
        }
        if (other) {
            since = nearer;
            most = now.left();
        }
        if (other || less) {
            least = now.left();
        }
        last = now;
        return other || less;
    }

    void moved() {
        moved = clock.instant();
    }

    /// How long it may take at the pace so far; nothing where that cannot be said.
    String expectation() {
        Duration took = Duration.between(since, clock.instant());
        long done = most - least;
        if (done <= 0 || least <= 0 || took.compareTo(EARLY) < 0) {
            return "";
        }
        return ", about " + Math.max(1, Math.round(took.toMillis() / 1000.0 * least / done)) + " s";
    }

    /// Why there is no point in waiting any longer.
    Optional<String> stalled() {
        Instant now = clock.instant();
        if (Duration.between(moved, now).compareTo(PATIENCE) > 0) {
            return Optional.of("nothing has moved for " + PATIENCE.toSeconds() + " s");
        }
        return Duration.between(nearer, now).compareTo(LONGEST) > 0
                ? Optional.of("it has not come in " + LONGEST.toMinutes() + " min")
                : Optional.empty();
    }

    /// Numbers aside: they are what `left` is about.
    private static String words(Missing missing) {
        return missing.left() == 0 ? missing.what() : missing.what().replaceAll("[0-9,]+", "");
    }
}
