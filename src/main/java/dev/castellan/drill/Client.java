package dev.castellan.drill;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One client that works until it is told to stop, on a thread of its own.
abstract class Client implements AutoCloseable {
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile Optional<RuntimeException> failure = Optional.empty();

    Client(String name) {
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::guarded);
    }

    void start() {
        thread.start();
    }

    private void guarded() {
        try {
            work();
        } catch (RuntimeException e) {
            failure = Optional.of(e);
        }
    }

    /// Properties of a consumer that finds out soon what has moved, and does not wait long for what is gone.
    static Map<String, Object> reader(Map<String, Object> connection, String group) {
        Map<String, Object> properties = new HashMap<>(connection);
        properties.put("group.id", group);
        properties.put("metadata.max.age.ms", "5000");
        properties.put("default.api.timeout.ms", "10000");
        properties.put("request.timeout.ms", "10000");
        return properties;
    }

    /// Works until [#isStopped].
    abstract void work();

    /// What ended it before its time: a client that does not work proves nothing.
    Optional<RuntimeException> failure() {
        return failure;
    }

    boolean isStopped() {
        return stop.getCount() == 0;
    }

    /// Waits for a moment, shorter once it is told to stop.
    void rest(Duration duration) {
        try {
            boolean ignored = stop.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }

    void stop() {
        stop.countDown();
    }

    /// Stops it and waits until it has ended, to a bound.
    @Override
    public void close() {
        stop();
        try {
            if (!thread.join(Duration.ofSeconds(90))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
