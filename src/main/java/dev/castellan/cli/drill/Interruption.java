package dev.castellan.cli.drill;

import java.time.Duration;

/// Turns Ctrl-C into an interruption of one thread, and lets the process live until that has put everything right.
final class Interruption implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Thread worker;
    private final Thread hook;

    private Interruption(Thread worker) {
        this.worker = worker;
        this.hook = new Thread(this::interrupt, "drill-interruption");
    }

    static Interruption ofThisThread() {
        Interruption interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void interrupt() {
        worker.interrupt();
        try {
            worker.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What puts things right must not be interrupted by the same key.
    void clear() {
        boolean ignored = Thread.interrupted();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The machine is going down already, and waits for this thread.
        }
    }
}
