package dev.castellan.machine;

import dev.castellan.problem.WorldRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// An exclusive lock that the operating system drops with the process, however it ends.
public final class Lock implements AutoCloseable {
    private final FileChannel channel;

    private Lock(FileChannel channel) {
        this.channel = channel;
    }

    /// @param holder a line for whoever is refused: who holds the lock and what for
    /// @throws WorldRefused at once when another process holds it
    public static Lock take(Path file, String holder) {
        SafeFiles.createParent(file);
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                String other = Files.readString(file).strip();
                channel.close();
                throw new WorldRefused(
                        file.toString(),
                        "another Castellan changes this cluster: " + (other.isEmpty() ? "it did not say who" : other),
                        "wait for it to end and run the same command again");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
            return new Lock(channel);
        } catch (IOException e) {
            throw SafeFiles.refused(file, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.truncate(0);
            channel.close();
        } catch (IOException e) {
            // The lock goes with the process in any case.
        }
    }
}
