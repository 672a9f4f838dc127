package dev.castellan.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.metrics.Collected.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CollectingTest {
    private static final Instant BEGUN = Instant.parse("2026-01-31T08:00:00Z");
    private static final Collecting.Pace PACE = new Collecting.Pace(Duration.ofSeconds(15), Duration.ofMillis(200));
    private static final Collecting.Pace PATIENT = new Collecting.Pace(Duration.ofSeconds(15), Duration.ofMinutes(1));

    private static Collecting<String> collecting(Supplier<String> work, Collecting.Pace pace) {
        return new Collecting<>("test", work, pace, InstantSource.fixed(BEGUN));
    }

    @Test
    void what_came_is_kept_and_gets_older() throws InterruptedException {
        try (Collecting<String> collecting = collecting(() -> "seen", PATIENT)) {
            collecting.round();

            assertThat(collecting.now().value()).contains("seen");
            assertThat(collecting.now().state()).isEqualTo(State.CAME);
            assertThat(collecting.now().age(BEGUN.plusSeconds(40))).isEqualTo(Duration.ofSeconds(40));
            assertThat(collecting.now().fresh(BEGUN.plusSeconds(40), Duration.ofSeconds(39)))
                    .isEmpty();
        }
    }

    @Test
    void what_is_refused_leaves_what_was_known_and_says_why() throws InterruptedException {
        Queue<String> answers = new ArrayDeque<>(List.of("seen"));
        try (Collecting<String> collecting = collecting(answers::remove, PATIENT)) {
            collecting.round();
            collecting.round();

            assertThat(collecting.now().value()).contains("seen");
            assertThat(collecting.now().state()).isEqualTo(State.REFUSED);
        }
    }

    @Test
    void what_takes_long_is_done_less_often() {
        assertThat(always(PACE, 1)).isEqualTo(Duration.ofSeconds(14));
        assertThat(always(PACE, 5)).isEqualTo(Duration.ofSeconds(15));
        assertThat(always(PACE, 20)).isEqualTo(Duration.ofSeconds(60));
    }

    private static Duration always(Collecting.Pace pace, long seconds) {
        return pace.rest(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds), State.CAME);
    }

    @Test
    void what_took_long_once_is_done_again_soon() {
        assertThat(PACE.rest(Duration.ofSeconds(20), Duration.ofSeconds(1), State.CAME))
                .isEqualTo(Duration.ofSeconds(14));
        assertThat(PACE.rest(Duration.ofSeconds(1), Duration.ofSeconds(20), State.CAME))
                .isEqualTo(Duration.ofSeconds(14));
    }

    @Test
    void what_was_refused_is_tried_again_sooner() {
        Collecting.Pace calm =
                new Collecting.Pace(Duration.ofMinutes(5), Duration.ofSeconds(15), Duration.ofMinutes(1));

        Duration second = Duration.ofSeconds(1);
        assertThat(calm.rest(second, second, State.CAME)).isEqualTo(Duration.ofSeconds(299));
        assertThat(calm.rest(second, second, State.REFUSED)).isEqualTo(Duration.ofSeconds(14));
    }

    @Test
    void what_takes_long_may_get_older() {
        assertThat(PATIENT.oldest(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(90));
        // Collected within 25 s, then rested for 75, and as much again until the next is there.
        assertThat(PATIENT.oldest(Duration.ofSeconds(25))).isGreaterThan(Duration.ofSeconds(125));
    }

    @Test
    void nothing_is_begun_beside_a_collection_that_hangs() throws InterruptedException {
        CountDownLatch hung = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        Supplier<String> work = () -> begun.incrementAndGet() == 1 ? deaf(hung) : "back";
        try (Collecting<String> collecting = collecting(work, PACE)) {
            collecting.round();
            collecting.round();
            collecting.round();

            assertThat(begun).hasValue(1);
            assertThat(collecting.now().state()).isEqualTo(State.HANGS);
            assertThat(threads()).isLessThanOrEqualTo(1);

            hung.countDown();
            while (threads() > 0) {
                Thread.onSpinWait();
            }
            collecting.round();
            assertThat(collecting.now().value()).contains("back");
        }
    }

    /// Like a call that no interruption ends.
    private static String deaf(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
        return "late";
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("collect-test-"))
                .count();
    }
}
