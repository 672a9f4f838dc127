package dev.castellan.cli.bench;

import dev.castellan.measure.Contrast;
import dev.castellan.measure.Distribution;
import dev.castellan.measure.HtmlPage;
import dev.castellan.measure.Limit;
import dev.castellan.measure.Pledge;
import dev.castellan.measure.Result;
import dev.castellan.measure.Text;
import dev.castellan.measure.Workload;
import dev.castellan.view.Report;
import dev.castellan.view.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the measuring verbs say.
final class BenchReports {
    static final String KIND = "Benchmark";

    private BenchReports() {}

    /// The JSON form of `bench promise`.
    record Promise(boolean met, List<Pledge.Answer> answers, Result result) {}

    /// The JSON form of `bench compare`.
    record Comparison(String a, String b, List<Contrast.Row> rows, List<Contrast.Setting> settings) {}

    static Report result(Result result) {
        return new Report("Benchmark", result, text(result));
    }

    static Report promise(Pledge.Verdict verdict, Result result) {
        Table table = Table.of("", "PROMISED", "MEASURED", "");
        for (Pledge.Answer answer : verdict.answers()) {
            table.row(
                    answer.what(),
                    promised(answer),
                    answer.measured()
                            .map(value -> Text.number(value) + unit(answer))
                            .orElse("not known"),
                    answer.met() ? "met" : "not met");
        }
        String word = verdict.met() ? "promise met" : "promise not met";
        return new Report(
                "BenchmarkPromise",
                new Promise(verdict.met(), verdict.answers(), result),
                word + "\n" + indented(table.text()) + "\n\n" + text(result));
    }

    private static String promised(Pledge.Answer answer) {
        return switch (answer.what()) {
            case "rate" -> Text.number(answer.promised()) + "/s";
            case "lost" -> "0";
            default -> "<= " + Text.number(answer.promised()) + " ms";
        };
    }

    private static String unit(Pledge.Answer answer) {
        return switch (answer.what()) {
            case "rate" -> "/s";
            case "lost" -> "";
            default -> " ms";
        };
    }

    static Report compare(String nameA, Result a, String nameB, Result b) {
        Contrast contrast = Contrast.between(a, b);
        Table table = Table.of("", nameA, nameB, "RATIO");
        for (Contrast.Row row : contrast.rows()) {
            table.row(
                    row.what() + ", " + row.unit(),
                    Text.number(row.a()),
                    Text.number(row.b()),
                    row.ratio().map(Text::number).orElse("-"));
        }
        StringBuilder text = new StringBuilder(table.text());
        if (contrast.settings().isEmpty()) {
            text.append("\nmeasured with the same settings");
        } else {
            Table settings = Table.of("", nameA, nameB);
            contrast.settings().forEach(setting -> settings.row(setting.what(), setting.a(), setting.b()));
            text.append("\nsettings differ, so the ratios say more than one thing\n")
                    .append(settings.text());
        }
        return new Report(
                "BenchmarkComparison",
                new Comparison(nameA, nameB, contrast.rows(), contrast.settings()),
                text.toString());
    }

    private static String text(Result result) {
        List<String> parts = new ArrayList<>();
        parts.add(settings(result.workload()));
        parts.add(throughput(result.throughput()));
        if (result.latency().isPresent()) {
            parts.add(indented(latencies(result)));
        }
        if (!result.gauges().isEmpty()) {
            parts.add("what Kafka's clients say of themselves, the mean\n" + indented(gauges(result)));
        }
        parts.add("what holds it back\n" + indented(limits(result.limits())));
        if (!result.notes().isEmpty()) {
            parts.add(result.notes().stream().collect(Collectors.joining("\n")));
        }
        return String.join("\n\n", parts);
    }

    private static String settings(Workload workload) {
        Workload.Batching batching = workload.batching();
        String writing = "acks %s, compression %s, batches of %d B, linger %d ms"
                .formatted(batching.acks(), batching.compression(), batching.batchBytes(), batching.lingerMs());
        return "%s, %s: %s, %s of %d B\n  topic %s, %s, %s%s"
                .formatted(
                        workload.kind().verb(),
                        workload.rate()
                                .map(rate -> Text.number(rate) + " records/s")
                                .orElse("flat out"),
                        count(workload.clients(), "client"),
                        switch (workload.shape().payload()) {
                            case random -> "records of random letters";
                            case json -> "records of JSON";
                        },
                        workload.shape().bytes(),
                        workload.place().topic(),
                        count(workload.place().partitions(), "partition"),
                        count(workload.place().replicas(), "replica"),
                        workload.kind() == Workload.Kind.consume ? "" : "\n  " + writing);
    }

    private static String throughput(Result.Throughput throughput) {
        String lost = throughput.lost() == 0
                ? ""
                : "\n  lost: %d failed, %d due and never sent".formatted(throughput.failed(), throughput.unsent());
        return String.format(
                        Locale.ROOT,
                        "  %s records/s  %.2f MiB/s  (%d records in %.1f s)",
                        Text.number(throughput.recordsPerSecond()),
                        throughput.mebibytesPerSecond(),
                        throughput.records(),
                        throughput.seconds())
                + lost;
    }

    private static String latencies(Result result) {
        Table table = Table.of("MS", "MEAN", "P50", "P90", "P95", "P99", "P99.9", "P99.99", "MAX");
        boolean due = result.workload().rate().isPresent();
        result.latency().filter(latency -> due).ifPresent(latency -> row(table, "since due", latency));
        result.sinceSent().ifPresent(latency -> row(table, "since sent", latency));
        return table.text();
    }

    private static void row(Table table, String name, Distribution latency) {
        List<String> cells = new ArrayList<>(List.of(name, Text.number(latency.mean())));
        latency.byName().values().forEach(millis -> cells.add(Text.number(millis)));
        table.row(cells.toArray());
    }

    private static String gauges(Result result) {
        return result.gauges().entrySet().stream()
                .map(gauge -> gauge.getKey() + " " + Text.number(gauge.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String limits(List<Limit> limits) {
        int width =
                limits.stream().mapToInt(limit -> limit.what().length()).max().orElse(0);
        return limits.stream()
                .map(limit -> "%s%s  %-13s  %s"
                        .formatted(
                                limit.what(),
                                " ".repeat(width - limit.what().length()),
                                HtmlPage.said(limit.verdict()),
                                limit.why()))
                .collect(Collectors.joining("\n"));
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String indented(String text) {
        return text.lines().map(line -> "  " + line).collect(Collectors.joining("\n"));
    }
}
