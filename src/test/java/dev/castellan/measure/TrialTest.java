package dev.castellan.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What comes of measuring in turns.
final class TrialTest {
    @Test
    void the_ratio_is_the_median_of_the_pairs_so_one_that_was_disturbed_changes_nothing() {
        Trial trial = Trial.of(List.of(pair(100_000, 400_000), pair(10_000, 200_000), pair(90_000, 270_000)));

        assertThat(trial.throughput().ratio()).isEqualTo(4);
        assertThat(trial.throughput().before()).isEqualTo(9_000);
        assertThat(trial.throughput().after()).isEqualTo(27_000);
        assertThat(trial.codecs()).isEmpty();
    }

    @Test
    void a_codec_is_worth_it_where_it_is_better_by_more_than_chance() {
        Trial trial = Trial.of(List.of(new Trial.Pair(
                Results.flatOut(100_000, 1),
                Results.flatOut(200_000, 1),
                List.of(Results.flatOut(204_000, 1), Results.flatOut(300_000, 1)))));

        assertThat(trial.codecs()).extracting(Trial.Codec::worth).containsExactly(false, true);
        assertThat(trial.codecs()).extracting(Trial.Codec::ratio).containsExactly(1.02, 1.5);
    }

    @Test
    void at_a_rate_a_codec_is_judged_by_latency() {
        Trial trial = Trial.of(List.of(
                new Trial.Pair(Results.atRate(1000, 80), Results.atRate(1000, 40), List.of(Results.atRate(1000, 20)))));

        assertThat(trial.codecs().getFirst().ratio()).isBetween(1.9, 2.1);
        assertThat(trial.p99().ratio()).isBetween(0.49, 0.51);
    }

    private static Trial.Pair pair(long before, long after) {
        return new Trial.Pair(Results.flatOut(before, 1), Results.flatOut(after, 1), List.of());
    }
}
