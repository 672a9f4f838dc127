package dev.castellan.kafka.distribution;

import dev.castellan.problem.WorldRefused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Lets one process at a time get a release. The operating system frees it when its holder dies.
final class CacheLock implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final FileChannel channel;

    private CacheLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Waits for the lock, telling `progress` once if somebody else has it.
    ///
    /// @throws WorldRefused when they still have it after `bound`
    static CacheLock take(Path file, Duration bound, Progress progress) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            long deadline = System.nanoTime() + bound.toNanos();
            if (attempt(channel) == null) {
                progress.waiting("another castellan is getting the same release; waiting for it");
                while (attempt(channel) == null) {
                    if (System.nanoTime() > deadline) {
                        throw new WorldRefused(
                                file.toString(),
                                "another castellan has been getting this release for " + bound.toMinutes() + " minutes",
                                "see whether it hangs, end it, and run again");
                    }
                    Thread.sleep(PAUSE);
                }
            }
            return new CacheLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        } catch (InterruptedException e) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new WorldRefused(file.toString(), "interrupted while waiting for another castellan", "run again");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close(); // frees the lock; the file stays, for removing it would race with the next taker
    }

    private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another thread of this process
        }
    }
}
