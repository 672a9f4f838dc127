package dev.castellan.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ContrastTest {
    @Test
    void ratios_are_those_of_the_second_to_the_first() {
        Contrast contrast = Contrast.between(Results.flatOut(100_000, 1), Results.flatOut(150_000, 1));

        assertThat(contrast.settings()).isEmpty();
        assertThat(contrast.rows().getFirst().ratio()).contains(1.5);
    }

    @Test
    void settings_that_differ_are_named_with_both_values() {
        Contrast contrast = Contrast.between(Results.flatOut(100_000, 1), Results.flatOut(150_000, 2));

        assertThat(contrast.settings()).containsExactly(new Contrast.Setting("clients", "1", "2"));
    }

    @Test
    void a_rate_differs_from_flat_out() {
        Contrast contrast = Contrast.between(Results.flatOut(100_000, 1), Results.atRate(5000, 10));

        assertThat(contrast.settings()).containsExactly(new Contrast.Setting("rate", "flat out", "5000"));
    }

    @Test
    void nothing_is_divided_by_zero() {
        Contrast contrast = Contrast.between(Results.flatOut(100_000, 1), Results.lossy());

        assertThat(contrast.rows().stream().filter(row -> row.what().equals("lost")))
                .extracting(Contrast.Row::ratio)
                .containsExactly(Optional.empty());
    }
}
