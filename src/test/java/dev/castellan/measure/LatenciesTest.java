package dev.castellan.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LatenciesTest {
    private static Latencies millis(int from, int to) {
        Latencies latencies = Latencies.none();
        for (int millis = from; millis <= to; millis++) {
            latencies.add(millis * 1_000_000L);
        }
        return latencies;
    }

    @Test
    void percentiles_are_right_to_three_digits() {
        Distribution distribution = millis(1, 1000).distribution();

        assertThat(distribution.count()).isEqualTo(1000);
        assertThat(distribution.p50()).isCloseTo(500, within(0.5));
        assertThat(distribution.p99()).isCloseTo(990, within(1.0));
        assertThat(distribution.max()).isCloseTo(1000, within(1.0));
        assertThat(distribution.mean()).isCloseTo(500.5, within(0.5));
    }

    @Test
    void what_several_clients_saw_is_added_up_without_loss() {
        Latencies all = Latencies.decoded(millis(1, 500).encoded());
        all.add(Latencies.decoded(millis(501, 1000).encoded()));

        assertThat(all.distribution()).isEqualTo(millis(1, 1000).distribution());
    }

    @Test
    void the_curve_ends_where_there_are_no_records_to_see() {
        assertThat(millis(1, 100).distribution().curve().getLast().percent()).isEqualTo(99);
        assertThat(millis(1, 10).distribution().curve().getLast().percent()).isEqualTo(90);
    }

    @Test
    void what_is_out_of_range_counts_at_its_end() {
        Latencies latencies = Latencies.none();
        latencies.add(-5);
        latencies.add(Long.MAX_VALUE);

        assertThat(latencies.count()).isEqualTo(2);
        assertThat(latencies.distribution().max()).isCloseTo(3_600_000, within(3600.0));
    }
}
