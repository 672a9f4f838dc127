package dev.castellan.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void records_of_one_client_are_due_one_interval_apart() {
        Schedule schedule = new Schedule(7, 1000, 0, 1);

        assertThat(LongStream.range(0, 4).map(schedule::due)).containsExactly(7L, 1_000_007L, 2_000_007L, 3_000_007L);
    }

    @Test
    void clients_take_turns_so_that_together_they_keep_the_rate() {
        List<Long> due = IntStream.range(0, 3)
                .mapToObj(client -> new Schedule(0, 300, client, 3))
                .flatMap(schedule -> LongStream.range(0, 100).mapToObj(schedule::due))
                .sorted()
                .toList();

        assertThat(due.getLast()).isBetween(SECOND - SECOND / 300 - 1, SECOND);
        for (int i = 1; i < due.size(); i++) {
            assertThat(due.get(i) - due.get(i - 1)).isBetween(SECOND / 300 - 1, SECOND / 300 + 2);
        }
    }

    @Test
    void a_day_of_records_does_not_drift() {
        Schedule schedule = new Schedule(0, 333, 0, 1);

        assertThat(schedule.due(333L * 86_400)).isBetween(86_400 * SECOND - 1000, 86_400 * SECOND + 1000);
    }

    @Test
    void what_is_due_before_a_moment_is_counted() {
        Schedule schedule = new Schedule(100, 1000, 1, 4);

        for (long moment : new long[] {0, 100, 1_000_100, 1_000_101, 5_000_101, SECOND, 3 * SECOND + 17}) {
            long count = LongStream.range(0, 2000)
                    .filter(number -> schedule.due(number) < moment)
                    .count();
            assertThat(schedule.dueBefore(moment)).as("before " + moment).isEqualTo(count);
        }
    }
}
