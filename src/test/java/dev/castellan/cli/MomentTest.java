package dev.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.cli.verb.Moment;
import dev.castellan.problem.UserMistake;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

final class MomentTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void a_duration_is_that_long_ago() {
        assertThat(moment("10m")).isEqualTo(Instant.parse("2026-01-31T11:50:00Z"));
        assertThat(moment("2d")).isEqualTo(Instant.parse("2026-01-29T12:00:00Z"));
        assertThat(moment("500ms")).isEqualTo(Instant.parse("2026-01-31T11:59:59.500Z"));
    }

    @Test
    void a_time_with_a_zone_is_itself() {
        assertThat(moment("2026-01-31T08:00:00Z")).isEqualTo(Instant.parse("2026-01-31T08:00:00Z"));
        assertThat(moment("2026-01-31T08:00:00+02:00")).isEqualTo(Instant.parse("2026-01-31T06:00:00Z"));
    }

    @Test
    void a_time_without_a_zone_is_read_where_the_user_is() {
        assertThat(moment("2026-01-31T08:00")).isEqualTo(Instant.parse("2026-01-31T07:00:00Z"));
        assertThat(moment("2026-01-31")).isEqualTo(Instant.parse("2026-01-30T23:00:00Z"));
    }

    @Test
    void a_time_without_a_day_is_the_last_one() {
        assertThat(moment("12:30")).isEqualTo(Instant.parse("2026-01-31T11:30:00Z"));
        assertThat(moment("13:30:05")).isEqualTo(Instant.parse("2026-01-30T12:30:05Z"));
    }

    @Test
    void anything_else_is_a_mistake_that_shows_how() {
        assertThatThrownBy(() -> moment("yesterday"))
                .isInstanceOf(UserMistake.class)
                .hasMessage("\"yesterday\" is no time; 10m means ten minutes ago; or 2026-01-31T08:00:00Z");
    }

    private static Instant moment(String text) {
        return Moment.parse(text, NOW, BERLIN);
    }
}
