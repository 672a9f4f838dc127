package dev.castellan.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Collects something again and again in the background, until closed.
///
/// Two threads, whatever happens: one that keeps time, and one that works. Work that takes longer than it may is
/// interrupted, and as long as it does not end nothing else is begun.
public final class Collecting<T> implements AutoCloseable {
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final String name;
    private final Supplier<T> work;
    private final Pace pace;
    private final InstantSource clock;
    private final AtomicReference<Collected<T>> now;
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicBoolean busy = new AtomicBoolean();
    private @Nullable Thread timekeeper;
    private volatile @Nullable Thread worker;

    /// @param every from one beginning to the next, unless one takes longer
    /// @param again the same after one that brought nothing
    /// @param bound how long one may take
    public record Pace(Duration every, Duration again, Duration bound) {
        public Pace(Duration every, Duration bound) {
            this(every, every, bound);
        }

        /// Before the next begins. A large cluster is not asked all the time: at most for a quarter of it. One that
        /// took long alone, as a broker began to hang, does not count: what became of it is to be seen soon.
        Duration rest(Duration taken, Duration before, Collected.State state) {
            return taken.compareTo(before) < 0 ? rest(taken, state) : rest(before, state);
        }

        private Duration rest(Duration taken, Collected.State state) {
            Duration spent = taken.isNegative() ? Duration.ZERO : taken; // a clock was set back
            Duration left = (state == Collected.State.CAME ? every : again).minus(spent);
            Duration least = spent.multipliedBy(3);
            return left.compareTo(least) > 0 ? left : least;
        }

        /// How old what came may get while nothing is wrong: until what comes next was waited for.
        ///
        /// @param took how long it took
        public Duration oldest(Duration took) {
            return took.plus(rest(took, Collected.State.CAME)).plus(every).plus(bound);
        }
    }

    /// @param name of what is collected, for threads and people
    public Collecting(String name, Supplier<T> work, Pace pace, InstantSource clock) {
        this.name = name;
        this.work = work;
        this.pace = pace;
        this.clock = clock;
        this.now = new AtomicReference<>(Collected.nothing(clock.instant()));
    }

    /// Begins, at once.
    public void start() {
        timekeeper = thread("every", this::keepTime);
    }

    public String name() {
        return name;
    }

    public Pace pace() {
        return pace;
    }

    public Collected<T> now() {
        return now.get();
    }

    private void keepTime() {
        try {
            Duration before = pace.bound();
            Duration rest;
            do {
                Instant begun = clock.instant();
                round();
                Duration taken = Duration.between(begun, clock.instant());
                rest = pace.rest(taken, before, now().state());
                before = taken;
            } while (!end.await(rest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /// One try.
    void round() throws InterruptedException {
        if (!busy.compareAndSet(false, true)) {
            interrupt(worker);
            now.updateAndGet(known -> known.hangs(late()));
            return;
        }
        Instant begun = clock.instant();
        FutureTask<T> task = new FutureTask<>(this::work);
        worker = thread("work", task);
        try {
            T value = task.get(pace.bound().toMillis(), TimeUnit.MILLISECONDS);
            Duration took = Duration.between(begun, clock.instant());
            now.updateAndGet(known -> known.came(value, begun, took.isNegative() ? Duration.ZERO : took));
        } catch (TimeoutException e) {
            interrupt(worker);
            now.updateAndGet(known -> known.hangs(late()));
        } catch (ExecutionException e) {
            String why = reason(e.getCause() == null ? e : e.getCause());
            now.updateAndGet(known -> known.refused(why));
        }
    }

    private T work() {
        try {
            return work.get();
        } finally {
            busy.set(false);
        }
    }

    private static void interrupt(@Nullable Thread thread) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }

    private String late() {
        return "a collection takes longer than " + pace.bound().toSeconds() + " s";
    }

    private Thread thread(String role, Runnable task) {
        return Thread.ofPlatform().daemon().name("collect-" + name + "-" + role).start(task);
    }

    /// Ends what goes on. Waits for it a little, and not for what hangs.
    @Override
    public void close() {
        end.countDown();
        end(timekeeper);
        end(worker);
    }

    private static void end(@Nullable Thread thread) {
        if (thread == null) {
            return;
        }
        interrupt(thread);
        try {
            boolean ignored = thread.join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
