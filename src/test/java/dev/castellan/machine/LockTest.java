package dev.castellan.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.WorldRefused;
import java.nio.file.Path;
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
