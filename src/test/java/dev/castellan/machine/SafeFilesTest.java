package dev.castellan.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.WorldRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are whole or absent.
final class SafeFilesTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void what_is_written_is_read_back_and_nothing_lies_beside_it() throws IOException {
        Path file = directory.resolve("a/b/file");
        SafeFiles.write(file, "first");
        SafeFiles.write(file, "sécond");
        assertThat(SafeFiles.read(file)).contains("sécond");
        assertThat(names(directory.resolve("a/b"))).containsExactly("file");
    }

    @Test
    void what_cannot_be_written_leaves_the_old_text_and_nothing_beside_it() throws IOException {
        Path place = directory.resolve("place");
        Files.createDirectories(place.resolve("inhabited"));
        assertThatThrownBy(() -> SafeFiles.write(place, "text")).isInstanceOf(WorldRefused.class);
        assertThat(names(directory)).containsExactly("place");
        assertThat(names(place)).containsExactly("inhabited");
    }

    @Test
    void a_file_in_the_way_is_named_with_the_remedy() throws IOException {
        Path file = directory.resolve("file");
        Files.writeString(file, "");
        assertThatThrownBy(() -> SafeFiles.createDirectories(file))
                .hasMessage(file + "  a file stands where a directory is wanted; move it away");
        assertThatThrownBy(() -> SafeFiles.write(file.resolve("below"), "text"))
                .isInstanceOf(WorldRefused.class)
                .hasMessageContaining("a file stands where a directory is wanted; move it away");
        assertThatThrownBy(() -> SafeFiles.write(file.resolve("far/below"), "text"))
                .isInstanceOf(WorldRefused.class)
                .hasMessage(file + "  a file stands where a directory is wanted; move it away");
    }

    @Test
    void what_is_not_there_reads_as_nothing_and_weighs_nothing() {
        assertThat(SafeFiles.read(directory.resolve("none"))).isEmpty();
        assertThat(SafeFiles.read(directory.resolve("none/at/all"))).isEmpty();
        assertThat(SafeFiles.size(directory.resolve("none"))).isZero();
        SafeFiles.delete(directory.resolve("none"));
    }

    @Test
    void a_directory_weighs_what_lies_in_it_but_not_what_it_links_to() throws IOException {
        SafeFiles.write(directory.resolve("elsewhere/big"), "x".repeat(100_000));
        SafeFiles.write(directory.resolve("here/a"), "12345");
        SafeFiles.write(directory.resolve("here/below/b"), "1234567");
        Files.createSymbolicLink(directory.resolve("here/link"), directory.resolve("elsewhere"));
        assertThat(SafeFiles.size(directory.resolve("here"))).isBetween(12L, 4096L);
    }

    @Test
    void deleting_removes_links_and_leaves_what_they_point_to() throws IOException {
        SafeFiles.write(directory.resolve("elsewhere/precious"), "data");
        SafeFiles.write(directory.resolve("here/below/b"), "1");
        Files.createSymbolicLink(directory.resolve("here/link"), directory.resolve("elsewhere"));
        Files.createSymbolicLink(directory.resolve("here/dangling"), directory.resolve("nowhere"));
        SafeFiles.delete(directory.resolve("here"));
        assertThat(names(directory)).containsExactly("elsewhere");
        assertThat(SafeFiles.read(directory.resolve("elsewhere/precious"))).contains("data");
        Files.createSymbolicLink(directory.resolve("alone"), directory.resolve("elsewhere"));
        SafeFiles.delete(directory.resolve("alone"));
        assertThat(names(directory)).containsExactly("elsewhere");
        assertThat(names(directory.resolve("elsewhere"))).containsExactly("precious");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
