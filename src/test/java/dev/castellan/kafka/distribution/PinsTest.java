package dev.castellan.kafka.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.castellan.spec.KafkaVersion;
import org.junit.jupiter.api.Test;

class PinsTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    @Test
    void a_pin_is_a_hash_and_coordinates() {
        Pins pins = Pins.parse("# a comment\n\n" + HASH + "  io.netty:netty-epoll:4.1.1:linux-x86_64\n");

        assertThat(pins.hashes())
                .containsEntry(new Coordinates("io.netty", "netty-epoll", "4.1.1", "linux-x86_64"), HASH);
        assertThat(pins.hashes().firstKey().fileName()).isEqualTo("netty-epoll-4.1.1-linux-x86_64.jar");
    }

    @Test
    void what_is_written_is_read_back() {
        Pins pins = Pins.parse(HASH + "  a:c:1\n" + HASH + "  a:b:1\n");

        assertThat(pins.text()).isEqualTo(HASH + "  a:b:1\n" + HASH + "  a:c:1\n");
        assertThat(Pins.parse(pins.text())).isEqualTo(pins);
    }

    @Test
    void a_line_that_is_no_pin_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pins.parse("abc  a:b:1"))
                .withMessage("not a pin: abc  a:b:1");
        assertThatIllegalArgumentException().isThrownBy(() -> Pins.parse(HASH + "  a:b"));
    }

    @Test
    void the_default_release_is_pinned_whole() {
        Pins pins = Pins.shipped(KafkaVersion.DEFAULT).orElseThrow();

        assertThat(pins.hashes().keySet())
                .containsAll(Recipe.roots(KafkaVersion.DEFAULT))
                .hasSizeGreaterThan(80);
        assertThat(pins.hashes().keySet().stream().map(Coordinates::fileName)).doesNotHaveDuplicates();
    }

    @Test
    void a_release_without_pins_has_none() {
        assertThat(Pins.shipped(new KafkaVersion(4, 0, 99))).isEmpty();
    }
}
