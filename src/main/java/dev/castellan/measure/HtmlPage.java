package dev.castellan.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A result as one file of HTML that needs nothing else: no script, no font, no picture from anywhere.
public final class HtmlPage {
    private static final String STYLE = """
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; margin: 1rem 0; }
            td, th { text-align: left; padding: .2rem 1rem .2rem 0; border-bottom: 1px solid #ddd; vertical-align: top; }
            td.n { text-align: right; font-variant-numeric: tabular-nums; }
            svg { width: 100%; height: auto; font-size: 12px; }
            """;

    private final StringBuilder html = new StringBuilder();

    private HtmlPage(String title) {
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .append(Text.escaped(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(Text.escaped(title))
                .append("</h1>\n");
    }

    public static String of(Result result) {
        HtmlPage page =
                new HtmlPage("castellan bench " + result.workload().kind().verb());
        page.paragraph(result.at());
        page.plot(curves("", result));
        page.heading("Numbers");
        page.pairs(numbers(result));
        page.heading("Settings");
        page.pairs(Contrast.settings(result));
        page.heading("What held it back");
        page.rows(
                List.of("", "", ""),
                result.limits().stream()
                        .map(limit -> List.of(limit.what(), said(limit.verdict()), limit.why()))
                        .toList());
        page.notes(result.notes());
        return page.end();
    }

    /// Both on one page, their curves in one plot.
    public static String of(String nameA, Result a, String nameB, Result b) {
        Contrast contrast = Contrast.between(a, b);
        HtmlPage page = new HtmlPage(nameA + " and " + nameB);
        List<Chart.Line> lines =
                new ArrayList<>(curves(nameA + ": ", a).stream().limit(1).toList());
        lines.addAll(curves(nameB + ": ", b).stream().limit(1).toList());
        page.plot(lines);
        page.rows(
                List.of("", nameA, nameB, "ratio"),
                contrast.rows().stream()
                        .map(row -> List.of(
                                row.what() + ", " + row.unit(),
                                Text.number(row.a()),
                                Text.number(row.b()),
                                row.ratio().map(Text::number).orElse("-")))
                        .toList());
        page.heading("Settings that differ");
        if (contrast.settings().isEmpty()) {
            page.paragraph("None.");
        } else {
            page.rows(
                    List.of("", nameA, nameB),
                    contrast.settings().stream()
                            .map(setting -> List.of(setting.what(), setting.a(), setting.b()))
                            .toList());
        }
        return page.end();
    }

    /// In the words of a person.
    public static String said(Limit.Verdict verdict) {
        return switch (verdict) {
            case BOUND -> "holds it back";
            case FREE -> "has room";
            case UNKNOWN -> "not known";
        };
    }

    private static List<Chart.Line> curves(String name, Result result) {
        List<Chart.Line> lines = new ArrayList<>();
        String since = result.workload().rate().isPresent() ? "since due" : "since sent";
        result.latency().ifPresent(latency -> lines.add(new Chart.Line(name + since, latency.curve())));
        if (result.workload().rate().isPresent()) {
            result.sinceSent().ifPresent(latency -> lines.add(new Chart.Line(name + "since sent", latency.curve())));
        }
        return lines;
    }

    private static SequencedMap<String, String> numbers(Result result) {
        SequencedMap<String, String> numbers = new LinkedHashMap<>();
        Result.Throughput throughput = result.throughput();
        numbers.put("records", String.valueOf(throughput.records()));
        numbers.put("seconds", Text.number(throughput.seconds()));
        numbers.put("records/s", Text.number(throughput.recordsPerSecond()));
        numbers.put("MiB/s", Text.number(throughput.mebibytesPerSecond()));
        numbers.put("failed", String.valueOf(throughput.failed()));
        numbers.put("due and never sent", String.valueOf(throughput.unsent()));
        result.latency()
                .ifPresent(latency ->
                        latency.byName().forEach((name, millis) -> numbers.put(name, Text.number(millis) + " ms")));
        result.gauges().forEach((name, value) -> numbers.put(name, Text.number(value)));
        return numbers;
    }

    private void plot(List<Chart.Line> lines) {
        if (!lines.isEmpty()) {
            heading("Latency by percentile");
            html.append(Chart.svg(lines));
        }
    }

    private void heading(String text) {
        html.append("<h2>").append(Text.escaped(text)).append("</h2>\n");
    }

    private void paragraph(String text) {
        html.append("<p>").append(Text.escaped(text)).append("</p>\n");
    }

    private void pairs(Map<String, String> pairs) {
        html.append("<table>\n");
        pairs.forEach((name, value) -> html.append("<tr><th>")
                .append(Text.escaped(name))
                .append("</th><td class=\"n\">")
                .append(Text.escaped(value))
                .append("</td></tr>\n"));
        html.append("</table>\n");
    }

    private void rows(List<String> headings, List<List<String>> rows) {
        html.append("<table>\n");
        row("th", headings);
        rows.forEach(row -> row("td", row));
        html.append("</table>\n");
    }

    private void row(String cell, List<String> words) {
        html.append("<tr>");
        words.forEach(word -> html.append("<%s>%s</%s>".formatted(cell, Text.escaped(word), cell)));
        html.append("</tr>\n");
    }

    private void notes(List<String> notes) {
        if (!notes.isEmpty()) {
            heading("How to read it");
            notes.forEach(this::paragraph);
        }
    }

    private String end() {
        return html.append("</body>\n</html>\n").toString();
    }
}
