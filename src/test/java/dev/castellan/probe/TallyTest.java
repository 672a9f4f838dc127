package dev.castellan.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final long SECOND = 1_000_000_000L;

    private static Tally after(Tally tally, int seconds) {
        Tally now = tally;
        for (int second = 1; second <= seconds; second++) {
            now = now.attempt(second * SECOND);
        }
        return now;
    }

    @Test
    void a_record_that_is_written_and_read_is_not_lost_in_whichever_order_that_is_heard() {
        Tally begun = Tally.BEGUN.attempt(SECOND);
        long number = begun.begun(SECOND).orElseThrow();
        Tally one = begun.acknowledged(number, SECOND + 3_000_000).returned(number, SECOND + 5_000_000);
        Tally other = begun.returned(number, SECOND + 2_000_000).acknowledged(number, SECOND + 3_000_000);

        assertThat(one.flight()).isEmpty();
        assertThat(other.flight()).isEmpty();
        assertThat(one.lost()).isZero();
        assertThat(one.produce().counts().get(2)).isEqualTo(1);
        assertThat(one.roundTrip().seconds()).isEqualTo(0.005);
        assertThat(other.roundTrip().count()).isEqualTo(1);
    }

    @Test
    void while_a_record_is_under_way_none_is_sent_and_each_second_is_lost() {
        Tally hung = after(Tally.BEGUN, 5);

        assertThat(hung.attempts()).isEqualTo(5);
        assertThat(hung.lost()).isEqualTo(4);
        assertThat(hung.last()).isEqualTo(1);
        assertThat(hung.begun(5 * SECOND)).isEmpty();
    }

    @Test
    void what_takes_longer_than_it_may_is_lost_and_the_next_is_sent() {
        Tally next = after(Tally.BEGUN, 6);

        assertThat(next.attempts()).isEqualTo(6);
        assertThat(next.lost()).isEqualTo(5);
        assertThat(next.begun(6 * SECOND)).hasValue(2);
        assertThat(next.acknowledged(1, 6 * SECOND).returned(1, 6 * SECOND)).isEqualTo(next);
    }

    @Test
    void what_is_refused_is_lost_at_once() {
        Tally refused = Tally.BEGUN.attempt(SECOND).refused(1).refused(1);

        assertThat(refused.lost()).isEqualTo(1);
        assertThat(refused.flight()).isEmpty();
    }

    @Test
    void whatever_happens_no_attempt_is_lost_twice_and_one_record_at_most_is_under_way() {
        LongStream.range(0, 500).forEach(seed -> {
            Random random = new Random(seed);
            Tally tally = Tally.BEGUN;
            for (int step = 1; step < 200; step++) {
                long now = step * SECOND / 3;
                long number = Math.max(0, tally.last() - random.nextInt(2));
                tally = switch (random.nextInt(5)) {
                    case 0, 1 -> tally.attempt(now);
                    case 2 -> tally.acknowledged(number, now);
                    case 3 -> tally.returned(number, now);
                    default -> random.nextBoolean() ? tally.refused(number) : tally.missed();
                };
                long done = Math.min(tally.produce().count(), tally.roundTrip().count());
                assertThat(tally.lost()).isBetween(0L, tally.attempts());
                assertThat(tally.attempts() - tally.lost())
                        .isBetween(0L, done + tally.flight().stream().count());
            }
        });
    }
}
