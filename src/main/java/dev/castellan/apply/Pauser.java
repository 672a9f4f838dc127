package dev.castellan.apply;

import java.time.Duration;

/// How waiting is done, so that tests need not wait.
public interface Pauser {
    void pause(Duration duration);

    /// Really waits.
    static Pauser real() {
        return duration -> {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting", e);
            }
        };
    }
}
