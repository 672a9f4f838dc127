package dev.castellan.kafka.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
    private static final Path FILE = Path.of("/n/server.properties");

    @Test
    void a_controller_of_the_first_quorum_is_told_all_of_it() {
        assertThat(Storage.arguments(new FormatRequest(FILE, "id", Optional.of("1@h:9093:d"))))
                .containsExactly(
                        "format",
                        "-t",
                        "id",
                        "-c",
                        "/n/server.properties",
                        "--initial-controllers",
                        "1@h:9093:d",
                        "--ignore-formatted");
    }

    @Test
    void a_node_whose_file_names_the_voters_is_told_of_none(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("server.properties"), "controller.quorum.voters=1@h:9093\n");
        assertThat(Storage.arguments(new FormatRequest(file, "id", Optional.empty())))
                .containsExactly("format", "-t", "id", "-c", file.toString(), "--ignore-formatted");
    }

    @Test
    void anyone_who_joins_later_is_told_none() {
        assertThat(Storage.arguments(new FormatRequest(FILE, "id", Optional.empty())))
                .containsExactly(
                        "format",
                        "-t",
                        "id",
                        "-c",
                        "/n/server.properties",
                        "--no-initial-controllers",
                        "--ignore-formatted");
    }
}
