package dev.castellan.cli.keep;

import dev.castellan.history.Deed;
import dev.castellan.history.Entry;
import dev.castellan.history.History;
import dev.castellan.target.JournalPart;
import dev.castellan.testkit.Golden;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What was done to a cluster, as a person and as a program read it.
final class HistoryReportTest {
    private final StringBuilder lines = new StringBuilder();
    private Entry.Origin origin = new Entry.Origin("", "", "");

    @Test
    void runs_are_told_with_their_steps_reasons_refusals_and_ends() {
        run("a1", "up", 100);
        step(0, 1, 1, "Prepare", "machine", "train the start-up cache", Optional.of(""));
        run("a2", "apply", 101);
        for (int topic = 1; topic <= 9; topic++) {
            step(100, topic, 12, "CreateTopic", "cluster", "topic t" + topic + ", 1 partition x 3", Optional.of(""));
        }
        step(101, 10, 12, "RestartNode", "kafka-1", "restart", Optional.of(""));
        step(
                112,
                11,
                12,
                "RestartNode",
                "kafka-2",
                "restart",
                Optional.of("kafka-2  cannot be restarted now: clicks-0 would have 1 of 2 in sync\n"
                        + "kafka-2  controllers would have no majority"));
        run("a3", "restart", 102);
        step(300, 2, 3, "RestartNode", "kafka-3", "restart", Optional.empty());
        run("a4", "apply", 103);
        step(400, 1, 3, "RestartNode", "kafka-3", "restart", Optional.empty());
        History history = History.of(List.of(
                new JournalPart(
                        "192.168.56.10",
                        lines.toString(),
                        JournalPart.Extent.WHOLE,
                        Optional.of("castellan apply of jane@laptop, pid 103, since 2026-11-29T12:06:39Z"),
                        Optional.empty()),
                JournalPart.unanswered("192.168.56.12", "does not answer")));
        Golden.folder("history-tells-runs-with-their-steps-and-how-they-ended")
                .holds(HistoryReport.of("orders", history, 3, ZoneOffset.ofHours(1)));
    }

    @Test
    void a_cluster_without_a_journal_has_no_history() {
        Golden.folder("history-of-nothing-says-so")
                .holds(HistoryReport.of("orders", History.of(List.of()), 10, ZoneOffset.UTC));
    }

    private void run(String id, String verb, int pid) {
        origin = new Entry.Origin(id, verb, "jane@laptop, pid " + pid);
    }

    /// @param refused why; the empty text where it was done, nothing where it has no end
    private void step(
            int second, int position, int of, String step, String where, String what, Optional<String> refused) {
        Instant at = Instant.parse("2026-11-29T12:00:00Z").plusSeconds(second);
        String why = step.equals("RestartNode") ? "num.io.threads 8 -> 16" : "";
        Deed deed = new Deed(step, List.of(), where, what, why, List.of());
        lines.append(new Entry(at, Entry.Moment.BEGUN, origin, position, of, deed, "").text())
                .append('\n');
        refused.ifPresent(detail -> lines.append(new Entry(
                                at.plusMillis(4200),
                                detail.isEmpty() ? Entry.Moment.DONE : Entry.Moment.REFUSED,
                                origin,
                                position,
                                of,
                                deed,
                                detail)
                        .text())
                .append('\n'));
    }
}
