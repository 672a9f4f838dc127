package dev.castellan.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.WorldRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The end of a log, and what is still to come.
@Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LogTailTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void the_last_lines_are_read_in_order() {
        assertThat(last("a\nb\nc\n", 2)).containsExactly("b", "c");
        assertThat(last("a\nb\nc\n", 9)).containsExactly("a", "b", "c");
        assertThat(last("a\nb\n", 0)).isEmpty();
        assertThat(last("", 5)).isEmpty();
    }

    @Test
    void a_line_without_an_end_is_a_line() {
        assertThat(last("a\nb\nc", 2)).containsExactly("b", "c");
        assertThat(last("a\r\n\r\nb", 5)).containsExactly("a", "", "b");
    }

    @Test
    void what_is_no_text_is_shown_as_far_as_it_goes() throws IOException {
        Files.write(log(), new byte[] {'a', (byte) 0xff, 'b', '\n'});
        assertThat(read(5)).containsExactly("a\uFFFDb");
    }

    @Test
    void a_log_that_is_not_there_is_named() {
        assertThatThrownBy(() -> read(5)).isInstanceOf(WorldRefused.class).hasMessage(log() + "  does not exist");
    }

    @Test
    void a_taker_that_has_enough_is_given_no_more() {
        SafeFiles.write(log(), "a\nb\nc\n");
        List<String> taken = new ArrayList<>();
        new LogTail(log()).read(3, LogTail.End.NEVER, line -> {
            taken.add(line);
            return taken.size() < 2;
        });
        assertThat(taken).containsExactly("a", "b");
    }

    @Test
    void a_log_that_is_rolled_over_is_followed_without_a_loss() {
        SafeFiles.write(log(), "old\nlast\nbeg");
        Map<String, Runnable> then = Map.of(
                "last", () -> append("un\nmore\n"),
                "more",
                        () -> {
                            append("before the roll-over\n");
                            roll();
                            SafeFiles.write(log(), "new\n");
                        },
                "new", () -> append("end\n"));
        assertThat(follow(1, then)).containsExactly("last", "begun", "more", "before the roll-over", "new", "end");
    }

    @Test
    void a_log_that_is_away_for_a_moment_is_waited_for() {
        SafeFiles.write(log(), "last\n");
        Map<String, Runnable> then = Map.of("last", () -> {
            roll();
            Thread.ofVirtual().start(() -> SafeFiles.write(log(), "end\n"));
        });
        assertThat(follow(1, then)).containsExactly("last", "end");
    }

    /// Follows until the line `end`; what is keyed by a line is done when that line is taken.
    private List<String> follow(int lines, Map<String, Runnable> then) {
        List<String> taken = new ArrayList<>();
        new LogTail(log()).read(lines, LogTail.End.NEVER, line -> {
            taken.add(line);
            then.getOrDefault(line, () -> {}).run();
            return !line.equals("end");
        });
        return taken;
    }

    private List<String> last(String text, int lines) {
        SafeFiles.write(log(), text);
        return read(lines);
    }

    private List<String> read(int lines) {
        List<String> taken = new ArrayList<>();
        new LogTail(log()).read(lines, LogTail.End.AT_END, taken::add);
        return taken;
    }

    private void append(String text) {
        try {
            Files.writeString(log(), text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void roll() {
        try {
            Files.move(log(), directory.resolve("server.log.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return directory.resolve("server.log");
    }
}
