package dev.castellan.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The last lines of a log file, and those that are still to come; a log that is rolled over is followed.
public final class LogTail {
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final Path file;

    public LogTail(Path file) {
        this.file = file;
    }

    /// When to stop reading.
    public enum End {
        AT_END,
        NEVER
    }

    /// @param taker takes each line, and says whether it wants another
    public void read(int lines, End end, Predicate<String> taker) {
        try {
            BufferedReader reader = open();
            try {
                Deque<String> last = new ArrayDeque<>();
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    last.addLast(line);
                    if (last.size() > lines) {
                        last.removeFirst();
                    }
                }
                for (String line : last) {
                    if (!taker.test(line)) {
                        return;
                    }
                }
                if (end == End.NEVER) {
                    reader = follow(reader, taker);
                }
            } finally {
                reader.close();
            }
        } catch (IOException e) {
            throw SafeFiles.refused(file, e);
        }
    }

    private BufferedReader follow(BufferedReader first, Predicate<String> taker) throws IOException {
        BufferedReader reader = first;
        @Nullable Object key = key();
        while (!Thread.currentThread().isInterrupted()) {
            String line = reader.readLine();
            if (line != null) {
                if (!taker.test(line)) {
                    return reader;
                }
            } else if (Objects.equals(key, key())) {
                pause();
            } else {
                reader.close();
                reader = open();
                key = key();
            }
        }
        return reader;
    }

    private @Nullable Object key() throws IOException {
        return Files.exists(file) ? Files.getAttribute(file, "unix:ino") : null;
    }

    private BufferedReader open() throws IOException {
        return new BufferedReader(new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)));
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
