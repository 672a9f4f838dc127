package dev.castellan.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The line that tells why.
final class ComplaintTest {
    @Test
    void the_last_error_or_exception_is_the_one() {
        assertThat(Complaint.in(List.of(
                        "[2026-01-01] ERROR first (kafka.Kafka)",
                        "[2026-01-01] INFO fine",
                        "java.net.BindException: Address already in use",
                        "\tat java.base/sun.nio.ch.Net.bind0(Native Method)",
                        "[2026-01-01] INFO shutting down")))
                .isEqualTo("java.net.BindException: Address already in use");
        assertThat(Complaint.in(List.of("Error: Could not find or load main class kafka.Kafka", "bye")))
                .isEqualTo("Error: Could not find or load main class kafka.Kafka");
        assertThat(Complaint.in(List.of("[x] FATAL dead ", "ok"))).isEqualTo("[x] FATAL dead");
    }

    @Test
    void a_jvm_that_does_not_start_says_why_in_the_line_below() {
        assertThat(Complaint.in(
                        List.of("Error occurred during initialization of VM", "Multiple garbage collectors selected")))
                .isEqualTo("Multiple garbage collectors selected");
    }

    @Test
    void without_one_it_is_the_last_line() {
        assertThat(Complaint.in(List.of("one", "  two  "))).isEqualTo("two");
        assertThat(Complaint.in(List.of())).isEqualTo("nothing");
    }
}
