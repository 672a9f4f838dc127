package dev.castellan.kafka.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private final Lock lock = new Lock(List.of(new Lock.Jar(HASH, 3, "a-1.jar"), new Lock.Jar(HASH, 4, "b-2.jar")));

    @Test
    void what_is_written_is_read_back() {
        assertThat(Lock.parse(lock.text("Kafka 4.3.1"))).contains(lock);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# only a title\n",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  3",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  x  a.jar",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  3  ../a.jar",
                "tooshort  3  a.jar"
            })
    void a_lock_that_no_castellan_wrote_counts_as_none(String text) {
        assertThat(Lock.parse(text)).isEmpty();
    }

    @Test
    void jars_that_are_missing_or_cut_short_are_noticed(@TempDir Path libs) throws IOException {
        Files.writeString(libs.resolve("a-1.jar"), "123");
        assertThat(lock.matchesSizes(libs)).isFalse();

        Files.writeString(libs.resolve("b-2.jar"), "123");
        assertThat(lock.matchesSizes(libs)).isFalse();

        Files.writeString(libs.resolve("b-2.jar"), "1234");
        assertThat(lock.matchesSizes(libs)).isTrue();
    }
}
