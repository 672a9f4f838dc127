package dev.castellan.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestTest {
    private static final List<String> KNOWN =
            List.of("retention", "partitions", "replication-factor", "log.retention.ms", "log.retention.hours", "tls");

    @ParameterizedTest
    @CsvSource({
        "retension, retention",
        "partitons, partitions",
        "partitinos, partitions",
        "replicationFactor, replication-factor",
        "replication_factor, replication-factor",
        "log.retention.huors, log.retention.hours",
        "TLS, tls",
        "tsl, tls"
    })
    void a_slip_of_the_hand_is_understood(String wrong, String meant) {
        assertThat(Suggest.closest(wrong, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"colour", "ms", "log.cleaner.threads", "x", "''"})
    void nothing_is_suggested_for_something_else_altogether(String wrong) {
        assertThat(Suggest.closest(wrong, KNOWN)).isEmpty();
    }

    @Test
    void of_two_equally_close_names_the_first_in_the_alphabet_wins_whatever_their_order() {
        assertThat(Suggest.closest("rack5", List.of("rack2", "rack1"))).contains("rack1");
        assertThat(Suggest.closest("rack5", List.of("rack1", "rack2"))).contains("rack1");
    }

    @ParameterizedTest
    @CsvSource({"abcd, abcd, 0", "abcd, abdc, 1", "abcd, abc, 1", "abcd, abxd, 1", "abcd, axbcd, 1", "'', abc, 3"})
    void slips_are_counted_with_a_swap_as_one(String a, String b, int slips) {
        assertThat(Suggest.slips(a, b)).isEqualTo(slips);
    }
}
