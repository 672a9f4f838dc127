package dev.castellan.measure.load;

import java.time.Duration;
import java.util.function.LongConsumer;

/// Tells now and then how far the clients are.
final class Watch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final Thread thread;

    Watch(Clients clients, LongConsumer progress) {
        thread = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Thread.sleep(EVERY);
                    progress.accept(clients.records());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
