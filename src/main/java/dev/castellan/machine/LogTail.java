package dev.castellan.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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
            switch (end) {
                case AT_END -> {
                    try (Lines reader = new Lines(open())) {
                        last(reader, lines, end, taker);
                    }
                }
                case NEVER -> follow(lines, taker);
            }
        } catch (IOException e) {
            throw SafeFiles.refused(file, e);
        }
    }

    /// @return whether the taker wants more
    private static boolean last(Lines reader, int lines, End end, Predicate<String> taker) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        for (String line = reader.next(); line != null; line = reader.next()) {
            last.addLast(line);
            if (last.size() > lines) {
                last.removeFirst();
            }
        }
        if (end == End.AT_END && reader.hasBegun()) {
            last.addLast(reader.rest());
        }
        while (last.size() > lines) {
            last.removeFirst();
        }
        for (String line : last) {
            if (!taker.test(line)) {
                return false;
            }
        }
        return true;
    }

    private void follow(int lines, Predicate<String> taker) throws IOException {
        @Nullable Object key = key();
        Lines reader = new Lines(open());
        try {
            boolean more = last(reader, lines, End.NEVER, taker);
            while (more && !Thread.currentThread().isInterrupted()) {
                @Nullable Object now = key();
                // After the look at the key: what was written before the roll-over is still read from the old file.
                more = all(reader, taker);
                if (more && now != null && !now.equals(key)) {
                    more = !reader.hasBegun() || taker.test(reader.rest());
                    reader.close();
                    reader = new Lines(open());
                    key = now;
                } else if (more) {
                    pause();
                }
            }
        } finally {
            reader.close();
        }
    }

    private static boolean all(Lines reader, Predicate<String> taker) throws IOException {
        for (String line = reader.next(); line != null; line = reader.next()) {
            if (!taker.test(line)) {
                return false;
            }
        }
        return true;
    }

    /// Lines that have ended; the beginning of one that is still being written waits for the rest.
    private static final class Lines implements AutoCloseable {
        private final Reader reader;
        private final StringBuilder begun = new StringBuilder();

        Lines(Reader reader) {
            this.reader = reader;
        }

        @Nullable
        String next() throws IOException {
            for (int c = reader.read(); c != -1; c = reader.read()) {
                if (c == '\n') {
                    return rest();
                }
                begun.append((char) c);
            }
            return null;
        }

        boolean hasBegun() {
            return !begun.isEmpty();
        }

        /// What has been written of the line that has not ended.
        String rest() {
            String line = begun.toString();
            begun.setLength(0);
            return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    private @Nullable Object key() throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
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
