package dev.castellan.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.apply.Readiness.Missing;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Waiting goes on while what is waited for gets nearer.
final class PaceTest {
    private Instant now = Instant.EPOCH;
    private final Pace pace = new Pace(() -> now);

    @Test
    void as_long_as_less_is_left_it_goes_on() {
        for (long left = 100_000; left > 0; left -= 1000) {
            look(left, 50);
            assertThat(pace.stalled()).isEmpty();
        }
    }

    @Test
    void what_does_not_shrink_is_no_progress_even_where_it_changes() {
        look(5000, 30);
        look(6000, 30);
        look(5500, 30);
        assertThat(pace.stalled()).contains("nothing has moved for 60 s");
    }

    @Test
    void a_log_that_grows_is_not_waited_for_for_ever() {
        for (int i = 0; i < 21; i++) {
            pace.note(new Missing("the controllers to catch up", 0));
            pace.moved();
            now = now.plus(Duration.ofSeconds(30));
        }
        assertThat(pace.stalled()).contains("it has not come in 10 min");
    }

    @Test
    void it_says_when_it_may_be_there_once_it_knows_how_fast_it_goes() {
        look(1000, 1);
        assertThat(pace.expectation()).isEmpty();
        look(900, 4);
        look(500, 5);
        assertThat(pace.expectation()).isEqualTo(", about 10 s");
    }

    private void look(long left, int seconds) {
        if (pace.note(new Missing(left + " records behind", left))) {
            pace.moved();
        }
        now = now.plus(Duration.ofSeconds(seconds));
    }
}
