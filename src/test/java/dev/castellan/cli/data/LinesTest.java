package dev.castellan.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LinesTest {
    @Test
    void a_last_line_without_an_end_counts() {
        assertThat(lines("a\nb")).containsExactly("a", "b");
    }

    @Test
    void an_empty_line_is_a_line_and_an_empty_input_has_none() {
        assertThat(lines("a\n\nb\n")).containsExactly("a", "", "b");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void a_line_longer_than_the_buffer_stays_whole() {
        String wide = "x".repeat(200_000);
        assertThat(lines(wide + "\ny\n")).containsExactly(wide, "y");
    }

    private static List<String> lines(String text) {
        Lines lines = new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        List<String> all = new ArrayList<>();
        for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
            all.add(new String(line.get(), StandardCharsets.UTF_8));
        }
        return all;
    }
}
