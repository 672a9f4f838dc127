package dev.castellan.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.history.Entry;
import dev.castellan.machine.SafeFiles;
import dev.castellan.plan.Step;
import dev.castellan.testkit.FileHold;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What was done stands in the journal, one JSON object a line.
final class JournalTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void every_moment_is_a_line_that_says_when_what_where_why_and_by_whom() {
        Path file = directory.resolve("orders/journal.jsonl");
        Journal journal = new Journal(
                new FileHold(file),
                () -> Instant.parse("2026-01-02T03:04:05Z"),
                new Entry.Origin("0a1b2c3d", "start", "jane@laptop, pid 17"));
        Step start = new Step.StartNodes(new TreeSet<>(Set.of(2)), "not running");
        Positions positions = new Positions(List.of(new Step.Prepare(""), start));
        journal.write(Entry.Moment.BEGUN, start, positions, "");
        journal.write(Entry.Moment.REFUSED, start, positions, "two\nlines");

        List<String> lines = SafeFiles.read(file).orElseThrow().lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode begun = JsonMapper.shared().readTree(lines.getFirst());
        assertThat(begun.propertyNames())
                .containsExactly(
                        "at", "moment", "step", "where", "what", "why", "nodes", "run", "verb", "position", "of", "by");
        assertThat(begun.get("at").asString()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(begun.get("moment").asString()).isEqualTo("BEGUN");
        assertThat(begun.get("step").asString()).isEqualTo("StartNodes");
        assertThat(begun.get("where").asString()).isEqualTo("kafka-2");
        assertThat(begun.get("what").asString()).isEqualTo("start");
        assertThat(begun.get("why").asString()).isEqualTo("not running");
        assertThat(begun.get("nodes").toString()).isEqualTo("[2]");
        assertThat(begun.get("run").asString()).isEqualTo("0a1b2c3d");
        assertThat(begun.get("verb").asString()).isEqualTo("start");
        assertThat(begun.get("position").asInt()).isEqualTo(2);
        assertThat(begun.get("of").asInt()).isEqualTo(2);
        assertThat(begun.get("by").asString()).isEqualTo("jane@laptop, pid 17");
        assertThat(JsonMapper.shared().readTree(lines.getLast()).get("detail").asString())
                .isEqualTo("two\nlines");
    }
}
