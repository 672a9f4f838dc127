package dev.castellan.connect.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// How far a source has come, by the offsets that it has noted.
final class SourceOffsetsTest {
    @Test
    void debezium_notes_when_a_change_was_made_and_the_last_of_them_counts() {
        assertThat(SourceOffsets.lastChange(JsonMapper.shared().readTree("""
            {"offsets": [
              {"partition": {"server": "a"}, "offset": {"lsn": 26735912, "ts_usec": 1795996800000001}},
              {"partition": {"server": "b"}, "offset": {"lsn": 26735800, "ts_usec": 1795996700000000}},
              {"partition": {"server": "c"}, "offset": {"file": "mysql-bin.3", "ts_sec": 1795996799}}]}
            """)))
                .contains(Instant.ofEpochSecond(1_795_996_800L, 1000));
    }

    @Test
    void nothing_is_concluded_from_what_does_not_say_when() {
        for (String body : new String[] {
            "{\"offsets\": []}",
            "{}",
            "{\"offsets\": [{\"partition\": {\"filename\": \"lines.txt\"}, \"offset\": {\"position\": 14}}]}",
            "{\"offsets\": [{\"partition\": {}, \"offset\": null}]}",
            "{\"offsets\": [{\"partition\": {}, \"offset\": {\"ts_sec\": 9223372036854775807}}]}",
            "{\"offsets\": [{\"partition\": {}, \"offset\": {\"ts_usec\": \"soon\", \"ts_sec\": 0}}]}"
        }) {
            assertThat(SourceOffsets.lastChange(JsonMapper.shared().readTree(body)))
                    .as(body)
                    .isEmpty();
        }
    }
}
