package dev.castellan.drill;

import dev.castellan.problem.WorldRefused;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Looks again and again, to a bound.
final class Waiting {
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private Waiting() {}

    /// @param trouble what is in the way; empty where nothing is
    /// @return what still was after that long; empty where nothing was
    static String until(Duration bound, Supplier<String> trouble) {
        long end = System.nanoTime() + bound.toNanos();
        String left = trouble.get();
        while (!left.isEmpty() && System.nanoTime() < end) {
            rest(BETWEEN);
            left = trouble.get();
        }
        return left;
    }

    /// @throws WorldRefused when interrupted
    static void rest(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorldRefused("", "interrupted", "");
        }
    }
}
