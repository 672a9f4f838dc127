package dev.castellan.cli.data;

import dev.castellan.kafka.records.RecordWriter;
import dev.castellan.view.Report;
import java.util.List;
import java.util.Locale;

/// What the record verbs say when they are done.
final class RecordReports {
    private RecordReports() {}

    /// The JSON form of a finished `produce`.
    record Production(
            String topic, long records, long bytes, long failed, double seconds, List<RecordWriter.Failure> failures) {}

    static Report produced(String topic, RecordWriter.Outcome outcome, double seconds) {
        double rounded = Math.round(seconds * 1000) / 1000.0;
        String failed = outcome.failed() == 0 ? "" : ", %d failed".formatted(outcome.failed());
        String text = "%s: %d record%s written%s, %d bytes, %s s"
                .formatted(
                        topic,
                        outcome.records(),
                        outcome.records() == 1 ? "" : "s",
                        failed,
                        outcome.bytes(),
                        String.format(Locale.ROOT, "%.1f", seconds));
        return new Report(
                "Production",
                new Production(
                        topic, outcome.records(), outcome.bytes(), outcome.failed(), rounded, outcome.failures()),
                text);
    }
}
