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
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An exclusive lock that the operating system drops with the process, however it ends.
public final class Lock implements AutoCloseable {
    /// What a line says of its process, as `Keeping` writes it.
    private static final Pattern HOLDER =
            Pattern.compile("pid (\\d{1,18}), since (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z)");

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

    /// The line of whoever holds the lock now, without touching it: told by the process that the line names.
    public static Optional<String> holder(Path file) {
        return SafeFiles.read(file).map(String::strip).filter(Lock::isAlive);
    }

    /// What a process that was killed left behind names one that is gone, or that began later than the line.
    private static boolean isAlive(String line) {
        Matcher matcher = HOLDER.matcher(line);
        return matcher.find()
                && ProcessHandle.of(Long.parseLong(matcher.group(1)))
                        .filter(process -> process.info()
                                .startInstant()
                                .map(start -> !start.isAfter(Instant.parse(matcher.group(2))))
                                .orElse(true))
                        .isPresent();
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
