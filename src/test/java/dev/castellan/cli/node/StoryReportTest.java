package dev.castellan.cli.node;

import dev.castellan.history.Deed;
import dev.castellan.history.Entry;
import dev.castellan.history.History;
import dev.castellan.history.NodeProcess;
import dev.castellan.history.Story;
import dev.castellan.target.JournalPart;
import dev.castellan.testkit.Golden;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Why a node restarted, as a person and as a program read it.
final class StoryReportTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    @Test
    void a_restart_is_told_with_its_reason_and_the_lines_that_changed() {
        holds("explain-tells-a-restart-with-its-reason-and-what-changed", up(125), Optional.of(120));
    }

    @Test
    void a_process_that_nobody_of_us_started_is_called_that() {
        holds("explain-says-that-a-process-is-not-ours", up(900), Optional.empty());
    }

    @Test
    void a_node_that_was_killed_is_called_that() {
        holds("explain-says-that-nobody-stopped-a-node", new NodeProcess.Down(), Optional.empty());
    }

    @Test
    void a_time_at_which_nothing_was_done_is_called_that() {
        holds("explain-says-that-nothing-was-done-then", up(125), Optional.of(86_400));
    }

    private static void holds(String sentence, NodeProcess process, Optional<Integer> second) {
        Optional<Instant> at = second.map(NOON::plusSeconds);
        Story story = Story.of(history(), 2, process, at.map(Story.Window::around));
        Golden.folder(sentence)
                .holds(new StoryReport(
                                "orders", story, at, Map.of("192.168.56.12", "does not answer"), ZoneOffset.ofHours(1))
                        .report());
    }

    private static NodeProcess up(int second) {
        return new NodeProcess.Up(4999, Optional.of(NOON.plusSeconds(second)));
    }

    private static History history() {
        Entry.Origin origin = new Entry.Origin("a2", "apply", "jane@laptop, pid 101");
        Deed write = new Deed(
                "WriteFiles",
                List.of(2),
                "kafka-2",
                "server.properties",
                "differs from cluster.yaml",
                List.of("- num.io.threads=8", "+ num.io.threads=16"));
        Deed restart = new Deed("RestartNode", List.of(2), "kafka-2", "restart", "num.io.threads 8 -> 16", List.of());
        String text = String.join(
                "\n",
                new Entry(NOON, Entry.Moment.BEGUN, origin, 1, 2, write, "").text(),
                new Entry(NOON.plusMillis(20), Entry.Moment.DONE, origin, 1, 2, write, "").text(),
                new Entry(NOON.plusSeconds(120), Entry.Moment.BEGUN, origin, 2, 2, restart, "").text(),
                new Entry(NOON.plusSeconds(131), Entry.Moment.DONE, origin, 2, 2, restart, "").text());
        return History.of(List.of(
                new JournalPart(JournalPart.HERE, text, JournalPart.Extent.WHOLE, Optional.empty(), Optional.empty())));
    }
}
