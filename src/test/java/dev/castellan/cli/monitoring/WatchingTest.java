package dev.castellan.cli.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.metrics.Scrape;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class WatchingTest {
    private static Watching.Time every(Duration every) {
        return new Watching.Time(every, Duration.ofSeconds(10), InstantSource.system());
    }

    @Test
    void a_plan_is_made_once_while_the_rest_is_read_twenty_times() {
        assertThat(every(Duration.ofSeconds(15)).unhurried().every()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void a_plan_is_made_anew_before_it_is_too_old_to_be_told() {
        assertThat(every(Duration.ofMinutes(2)).unhurried().every()).isLessThan(Scrape.OLDEST_PLAN);
    }

    @Test
    void what_could_not_be_found_out_is_tried_again_with_the_rest() {
        assertThat(every(Duration.ofSeconds(15)).unhurried().again()).isEqualTo(Duration.ofSeconds(15));
    }
}
