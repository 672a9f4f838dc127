package dev.castellan.kafka.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
