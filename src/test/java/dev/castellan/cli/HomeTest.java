package dev.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Where Castellan keeps what it knows.
final class HomeTest {
    private static final Path WRITTEN_DOWN = Path.of(System.getProperty("user.home"), ".castellan");

    @Test
    void it_is_below_the_home_that_the_shell_knows() {
        assertThat(Main.home(Map.of("HOME", "/home/jane"))).isEqualTo(Path.of("/home/jane/.castellan"));
        assertThat(Main.home(Map.of())).isEqualTo(WRITTEN_DOWN);
        assertThat(Main.home(Map.of("HOME", ""))).isEqualTo(WRITTEN_DOWN);
    }

    @Test
    void another_place_may_be_named() {
        assertThat(Main.home(Map.of("HOME", "/home/jane", "CASTELLAN_HOME", "/srv/castellan")))
                .isEqualTo(Path.of("/srv/castellan"));
        assertThat(Main.home(Map.of("HOME", "/home/jane", "CASTELLAN_HOME", "here")))
                .isEqualTo(Path.of("here").toAbsolutePath());
    }
}
