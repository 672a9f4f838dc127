package dev.castellan.cli.monitoring;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import java.util.function.Supplier;

/// A cluster that Castellan keeps, as its spec says now: nodes come and go while it is watched.
final class Kept implements AutoCloseable {
    private final Supplier<Keeping> opening;
    private Keeping last;

    Kept(Supplier<Keeping> opening) {
        this.opening = opening;
        this.last = opening.get();
    }

    /// As it was last, while the spec cannot be read.
    synchronized Keeping now() {
        try {
            Keeping now = opening.get();
            last.close();
            last = now;
        } catch (UserMistake | WorldRefused unreadable) {
            // Somebody is writing it; a plan says what is wrong with it.
        }
        return last;
    }

    @Override
    public synchronized void close() {
        last.close();
    }
}
