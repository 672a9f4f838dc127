package dev.castellan.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CurveTest {
    private static final long DAY = 86_400_000;

    @Test
    void a_partition_that_stands_still_needs_two_points() {
        Curve curve = Curve.EMPTY;
        for (long time = 0; time < 7 * DAY; time += 15_000) {
            curve = curve.observe(time, 42);
        }

        assertThat(curve.size()).isEqualTo(2);
    }

    @Test
    void a_week_of_looks_fits_and_old_times_are_known_about_as_well_as_new_ones() {
        Random random = new Random(1);
        Curve curve = Curve.EMPTY;
        long end = 0;
        long now = 0;
        for (; now < 7 * DAY; now += 15_000) {
            curve = curve.observe(now, end);
            end += random.nextLong(300);
        }

        assertThat(curve.size()).isLessThanOrEqualTo(Curve.MOST);
        assertThat(curve.time(0)).isZero();
        for (int point = 1; point < curve.size(); point++) {
            long width = curve.time(point) - curve.time(point - 1);
            long age = now - curve.time(point - 1);
            assertThat(width).as("age %d s", age / 1000).isLessThanOrEqualTo(Math.max(60_000, age / 3));
        }
    }

    @Test
    void the_moment_at_which_something_changed_is_kept() {
        Curve curve = Curve.EMPTY;
        for (long time = 0; time < DAY; time += 15_000) {
            curve = curve.observe(time, time < DAY / 2 ? 0 : 1_000_000 + time);
        }

        assertThat(curve.around(500_000).width()).isLessThan(DAY / 40);
    }
}
