package dev.castellan.measure.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Records that look like real ones.
final class EventsTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Test
    void an_event_has_exactly_its_size_and_is_json_where_it_has_room_for_it() {
        Random random = new Random(1);
        for (int bytes : new int[] {1, 2, 24, 99, 100, 128, 1024, 100_000}) {
            byte[] event = Events.event(random, bytes);

            assertThat(event).hasSize(bytes);
            if (bytes >= 128) {
                assertThat(MAPPER.readTree(event).path("user").isNumber()).isTrue();
            }
        }
    }

    @Test
    void events_differ_and_a_codec_finds_much_to_save_in_them() throws IOException {
        Random random = new Random(1);
        ByteArrayOutputStream squeezed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(squeezed)) {
            for (int i = 0; i < 1000; i++) {
                gzip.write(Events.event(random, 256));
            }
        }

        assertThat(Events.event(random, 100)).isNotEqualTo(Events.event(random, 100));
        assertThat(squeezed.size()).isBetween(256_000 / 12, 256_000 / 2);
    }
}
