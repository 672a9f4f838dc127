package dev.castellan.kafka.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static final Path CACHE = Path.of("/srv/ann/.castellan/kafka");

    @Test
    void a_full_disk_is_called_a_full_disk() {
        assertThat(Refusals.of(new IOException("No space left on device"), CACHE))
                .hasMessage("/srv/ann/.castellan/kafka  the disk is full; "
                        + "a release of Kafka needs 150 MB; make room and run again");
    }

    @Test
    void a_directory_of_somebody_else_is_named() {
        assertThat(Refusals.of(new AccessDeniedException("/srv/ann/.castellan"), CACHE))
                .hasMessage("/srv/ann/.castellan  may not be written by this user; "
                        + "correct its owner or mode, or set CASTELLAN_HOME to a directory of your own");
    }

    @Test
    void any_other_trouble_with_a_file_keeps_the_systems_words() {
        assertThat(Refusals.of(new FileSystemException("/x/y", null, "Read-only file system"), CACHE))
                .hasMessage("/srv/ann/.castellan/kafka  cannot be written: /x/y: Read-only file system; "
                        + "set CASTELLAN_HOME to another directory");
    }

    @Test
    void a_wrong_jar_is_named_with_both_hashes_and_the_file_to_remove() {
        Coordinates jar = Coordinates.parse("org.apache.kafka:kafka_2.13:4.3.1");

        assertThat(Refusals.mismatch(jar, "aa", "bb", Path.of("/r/kafka.jar")))
                .hasMessage("org.apache.kafka:kafka_2.13:4.3.1  is not the jar that was released: "
                        + "expected SHA-256 aa, found bb; nothing was cached; remove /r/kafka.jar and run again; "
                        + "if it stays, the mirror in your Maven settings serves another jar");
    }
}
