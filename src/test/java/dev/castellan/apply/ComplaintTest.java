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
    void a_flag_that_names_an_error_is_none_and_a_log_may_begin_with_its_level() {
        assertThat(Complaint.in(List.of(
                        "INFO jvm.args = -Xmx320m, -XX:+ExitOnOutOfMemoryError (org.example.Info)",
                        "ERROR Stopping due to error (org.example.Connect)",
                        "INFO bye")))
                .isEqualTo("ERROR Stopping due to error (org.example.Connect)");
        assertThat(Complaint.in(List.of("java.lang.OutOfMemoryError: Java heap space", "bye")))
                .isEqualTo("java.lang.OutOfMemoryError: Java heap space");
    }

    @Test
    void what_a_worker_waits_for_while_it_ends_is_no_reason() {
        assertThat(
                        Complaint.in(
                                List.of(
                                        "[x] ERROR Uncaught exception in herder work thread, exiting:  (org.example.Herder)",
                                        "org.example.TopicAuthorizationException: Not authorized to access topics: [offsets]",
                                        "[x] ERROR Executor @7578 did not terminate in time (org.apache.kafka.common.utils.ThreadUtils)")))
                .isEqualTo("org.example.TopicAuthorizationException: Not authorized to access topics: [offsets]");
    }

    @Test
    void a_jvm_that_does_not_start_says_why_in_the_line_below() {
        assertThat(Complaint.in(
                        List.of("Error occurred during initialization of VM", "Multiple garbage collectors selected")))
                .isEqualTo("Multiple garbage collectors selected");
    }

    @Test
    void what_the_operating_system_refused_comes_before_what_kafka_made_of_it() {
        assertThat(Complaint.in(List.of(
                        "java.io.IOException: No space left on device",
                        "KafkaStorageException: The log dir is already offline due to a previous IO exception.")))
                .isEqualTo("java.io.IOException: No space left on device");
    }

    @Test
    void a_port_that_was_taken_is_found_with_its_number() {
        assertThat(Complaint.takenPort(List.of(
                        "KafkaException: Socket server failed to bind to 127.0.0.1:9092: Address already in use.",
                        "Caused by: java.net.BindException: Address already in use")))
                .contains(9092);
        assertThat(Complaint.takenPort(List.of("fine"))).isEmpty();
    }

    @Test
    void without_one_it_is_the_last_line() {
        assertThat(Complaint.in(List.of("one", "  two  "))).isEqualTo("two");
        assertThat(Complaint.in(List.of())).isEqualTo("nothing");
    }
}
