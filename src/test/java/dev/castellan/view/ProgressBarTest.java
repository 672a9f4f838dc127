package dev.castellan.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void a_person_sees_a_bar_that_overwrites_itself() {
        download(bar(true));

        assertThat(text())
                .contains("[------------------------] 0 of 96 jars, 0.0 MB")
                .contains("\r\u001b[K\u001b[?7l  Kafka 4.3.1  [############------------] 48 of 96 jars, 27.5 MB")
                .endsWith("  Kafka 4.3.1  96 jars, 55.0 MB, checked  8.2 s\n");
    }

    @Test
    void a_log_gets_one_line() {
        download(bar(false));

        assertThat(text()).isEqualTo("  Kafka 4.3.1  96 jars, 55.0 MB, checked  8.2 s\n");
    }

    @Test
    void steps_within_one_frame_are_not_drawn() {
        ProgressBar bar = bar(true);
        bar.started("Kafka 4.3.1", 96);
        bar.advanced(1, 1000);

        assertThat(text()).doesNotContain("1 of 96");
    }

    private void download(ProgressBar bar) {
        bar.started("Kafka 4.3.1", 96);
        now = now.plusMillis(4000);
        bar.advanced(48, 27_500_000);
        now = now.plusMillis(4200);
        bar.advanced(96, 55_000_000);
        bar.finished();
    }

    private ProgressBar bar(boolean interactive) {
        PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);
        return new ProgressBar(new Console(new ByteArrayInputStream(new byte[0]), err, err, interactive), () -> now);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
