package dev.castellan.cli.monitoring;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits for Ctrl-C or SIGTERM, and lets the process live until what it opened is closed.
final class Farewell implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::hold, "serve-farewell");

    private Farewell() {}

    static Farewell expected() {
        Farewell farewell = new Farewell();
        Runtime.getRuntime().addShutdownHook(farewell.hook);
        return farewell;
    }

    private void hold() {
        asked.countDown();
        try {
            boolean ignored = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns when the process is to end.
    void await() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            boolean ignored = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The machine is going down already, and waited for this.
        }
    }
}
