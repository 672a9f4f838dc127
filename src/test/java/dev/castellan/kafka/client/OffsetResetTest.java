package dev.castellan.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.client.OffsetReset.Goal;
import dev.castellan.kafka.client.OffsetReset.Move;
import dev.castellan.kafka.client.OffsetReset.Range;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OffsetResetTest {
    private static final Range RANGE = new Range("t", 0, 100, 200, Optional.of(150L), Optional.of(120L));
    private static final Range FRESH = new Range("t", 1, 100, 200, Optional.empty(), Optional.empty());

    @Test
    void earliest_and_latest_are_the_ends_of_what_is_there() {
        assertThat(only(new Goal.Earliest(), RANGE).to()).contains(100L);
        assertThat(only(new Goal.Latest(), RANGE).to()).contains(200L);
    }

    @Test
    void an_offset_within_the_records_is_taken_without_a_note() {
        assertThat(only(new Goal.Offset(130), RANGE))
                .isEqualTo(new Move("t", 0, Optional.of(150L), Optional.of(130L), ""));
    }

    @Test
    void an_offset_outside_the_records_moves_to_the_nearest_end_and_says_so() {
        assertThat(only(new Goal.Offset(5), RANGE).to()).contains(100L);
        assertThat(only(new Goal.Offset(5), RANGE).note()).isEqualTo("5 is before the oldest record: moved to it");
        assertThat(only(new Goal.Offset(999), RANGE).to()).contains(200L);
        assertThat(only(new Goal.Offset(999), RANGE).note()).isEqualTo("999 is beyond the end: moved to it");
    }

    @Test
    void a_shift_counts_from_the_committed_offset_and_stays_within_the_records() {
        assertThat(only(new Goal.Shift(-20), RANGE).to()).contains(130L);
        assertThat(only(new Goal.Shift(-100), RANGE).to()).contains(100L);
        assertThat(only(new Goal.Shift(Long.MAX_VALUE), RANGE).to()).contains(200L);
        assertThat(only(new Goal.Shift(Long.MIN_VALUE), RANGE).to()).contains(100L);
    }

    @Test
    void a_shift_without_a_committed_offset_moves_nothing() {
        assertThat(only(new Goal.Shift(1), FRESH).to()).isEmpty();
        assertThat(only(new Goal.Shift(1), FRESH).note()).isEqualTo("nothing committed here to shift from");
    }

    @Test
    void a_time_after_the_last_record_is_the_end() {
        Goal time = new Goal.Time(Instant.EPOCH);
        assertThat(only(time, RANGE).to()).contains(120L);
        assertThat(only(time, FRESH).to()).contains(200L);
        assertThat(only(time, FRESH).note()).contains("the end");
    }

    private static Move only(Goal goal, Range range) {
        return OffsetReset.plan(goal, List.of(range)).getFirst();
    }
}
