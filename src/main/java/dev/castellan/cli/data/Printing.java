package dev.castellan.cli.data;

import dev.castellan.kafka.records.RecordReader;
import dev.castellan.view.Console;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;

/// Prints records until there is a reason to stop; a reader that went away (`| head`) is one.
final class Printing {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Console console;
    private final RecordReader reader;
    private final RecordForm form;
    private final Until until;
    private final OutputStream out;
    private long printed;

    Printing(Console console, RecordReader reader, RecordForm form, Until until) {
        this.console = console;
        this.reader = reader;
        this.form = form;
        this.until = until;
        this.out = new BufferedOutputStream(console.out(), 1 << 16);
    }

    /// When printing ends.
    sealed interface Until {
        /// What was there at the start is printed.
        record CaughtUp() implements Until {}

        /// So many records are printed, however long they take.
        record Count(long records) implements Until {}

        /// So many records are printed, or none came for a while.
        record CountOrIdle(long records) implements Until {}

        /// Somebody stops it.
        record Interrupted() implements Until {}
    }

    /// Prints, and commits what was printed when a group reads; an interrupt still commits.
    void run() {
        CountDownLatch ended = new CountDownLatch(1);
        Thread farewell = new Thread(() -> {
            reader.wake();
            waitFor(ended);
        });
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            print();
            reader.commit();
        } catch (WakeupException interrupted) {
            flush();
            reader.commit();
        } finally {
            ended.countDown();
            forget(farewell);
        }
    }

    private void print() {
        long lastCame = System.nanoTime();
        while (true) {
            ConsumerRecords<byte[], byte[]> batch = reader.next(POLL);
            lastCame = batch.isEmpty() ? lastCame : System.nanoTime();
            for (ConsumerRecord<byte[], byte[]> entry : batch) {
                if (printed < limit()) {
                    print(entry);
                }
            }
            if (!flush() || isOver(System.nanoTime() - lastCame)) {
                return;
            }
            reader.commitNowAndThen();
        }
    }

    private void print(ConsumerRecord<byte[], byte[]> entry) {
        try {
            form.print(entry, out);
        } catch (IOException e) {
            return; // a PrintStream keeps its trouble to itself: flush() asks for it
        }
        printed++;
        reader.done(entry);
    }

    private long limit() {
        return switch (until) {
            case Until.Count count -> count.records();
            case Until.CountOrIdle count -> count.records();
            case Until.CaughtUp ignored -> Long.MAX_VALUE;
            case Until.Interrupted ignored -> Long.MAX_VALUE;
        };
    }

    private boolean isOver(long idleNanos) {
        return switch (until) {
            case Until.CaughtUp ignored -> reader.hasCaughtUp();
            case Until.Interrupted ignored -> false;
            case Until.Count count -> printed >= count.records();
            case Until.CountOrIdle count -> printed >= count.records() || isIdle(count, idleNanos);
        };
    }

    private boolean isIdle(Until.CountOrIdle count, long idleNanos) {
        boolean idle = idleNanos > IDLE.toNanos();
        if (idle) {
            console.say("nothing came for %d s: ended after %d of %d records; --follow waits on"
                    .formatted(IDLE.toSeconds(), printed, count.records()));
        }
        return idle;
    }

    /// Whether anybody still reads what is printed.
    private boolean flush() {
        try {
            out.flush();
        } catch (IOException e) {
            return false;
        }
        return !console.out().checkError();
    }

    private static void waitFor(CountDownLatch ended) {
        try {
            if (!ended.await(2, TimeUnit.SECONDS)) {
                return; // the cluster does not answer: what was printed since the last commit comes again
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread farewell) {
        try {
            Runtime.getRuntime().removeShutdownHook(farewell);
        } catch (IllegalStateException shuttingDown) {
            // it runs already, and has just been let go
        }
    }
}
