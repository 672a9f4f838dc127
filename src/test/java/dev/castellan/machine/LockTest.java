package dev.castellan.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.WorldRefused;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One change at a time.
final class LockTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void a_second_taker_is_refused_and_told_who_holds_it() {
        Path file = directory.resolve("clusters/orders/lock");
        try (Lock held = Lock.take(file, "castellan up, pid 7")) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> Lock.take(file, "castellan down, pid 8"))
                    .isInstanceOf(WorldRefused.class)
                    .hasMessage(file + "  another Castellan changes this cluster: castellan up, pid 7; "
                            + "wait for it to end and run the same command again");
            assertThat(SafeFiles.read(file)).contains("castellan up, pid 7");
        }
    }

    @Test
    void its_holder_is_whoever_lives_and_lived_when_it_was_taken() {
        Path file = directory.resolve("lock");
        long pid = ProcessHandle.current().pid();
        assertThat(Lock.holder(file)).isEmpty();
        String line = "castellan up of jane@laptop, pid " + pid + ", since " + Instant.now();
        try (Lock held = Lock.take(file, line)) {
            assertThat(held).isNotNull();
            assertThat(Lock.holder(file)).contains(line);
        }
        assertThat(Lock.holder(file)).isEmpty();
        SafeFiles.write(file, "castellan up of jane@laptop, pid 999999999, since " + Instant.now());
        assertThat(Lock.holder(file)).as("it is gone").isEmpty();
        SafeFiles.write(file, "castellan up of jane@laptop, pid " + pid + ", since 2001-01-01T00:00:00Z");
        assertThat(Lock.holder(file)).as("another process of its number").isEmpty();
    }

    @Test
    void a_lock_given_back_is_there_for_the_next() {
        Path file = directory.resolve("lock");
        Lock.take(file, "a rather long line about the first holder").close();
        assertThat(SafeFiles.read(file)).contains("");
        try (Lock next = Lock.take(file, "next")) {
            assertThat(next).isNotNull();
            assertThat(SafeFiles.read(file)).contains("next");
        }
    }
}
