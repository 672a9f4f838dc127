package dev.castellan.measure.load;

import java.time.Duration;

/// Tells now and then how far the clients are.
final class Watch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final Thread thread;

    Watch(Clients clients, Benchmark.Onlooker onlooker) {
        thread = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Thread.sleep(EVERY);
                    onlooker.advanced(clients.records());
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
