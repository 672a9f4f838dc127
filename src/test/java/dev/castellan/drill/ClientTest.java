package dev.castellan.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A client that works until it is told to stop.
final class ClientTest {
    @Test
    void one_that_dies_before_its_time_is_not_taken_for_one_that_worked() {
        Client dying = new Client("dying") {
            @Override
            void work() {
                throw new IllegalArgumentException("no such acks");
            }
        };
        dying.start();
        dying.close();
        assertThat(dying.failure()).get().isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void one_that_is_told_to_stop_has_not_failed() {
        Client patient = new Client("patient") {
            @Override
            void work() {
                while (!isStopped()) {
                    rest(Duration.ofMinutes(1));
                }
            }
        };
        patient.start();
        patient.close();
        assertThat(patient.failure()).isEmpty();
    }
}
