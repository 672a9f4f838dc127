package dev.castellan.drill;

import dev.castellan.drill.Result.Episode;
import dev.castellan.drill.Result.Moment;
import dev.castellan.ledger.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// A result as a page to show to somebody: one file, without scripts, drawn from the numbers alone.
public final class ResultPage {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 120;
    private static final int LEFT = 70;

    /// Below a chart, for the time.
    private static final int FOOT = 18;

    private static final int TICKS = 6;

    private final Result result;
    private final double seconds;
    private final StringBuilder page = new StringBuilder();

    private ResultPage(Result result) {
        this.result = result;
        this.seconds = Math.max(1, result.seconds());
    }

    public static String of(Result result) {
        ResultPage page = new ResultPage(result);
        page.write();
        return page.page.toString();
    }

    private void write() {
        add(
                "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Drill of %s</title>\n",
                result.cluster());
        page.append("""
                <style>
                body {font: 14px/1.5 system-ui, sans-serif; max-width: 1060px; margin: 2em auto; color: #222}
                .kept {color: #17692d} .broken {color: #b00020} table {border-collapse: collapse; width: 100%}
                td, th {text-align: left; padding: .25em .8em .25em 0; border-bottom: 1px solid #ddd}
                td.n, th.n {text-align: right; white-space: nowrap} svg {display: block; margin: .4em 0 1.2em} text {font-size: 11px; fill: #555}
                .fault {fill: #f3c6c6} .line {fill: none; stroke: #1b5fa7; stroke-width: 1.2} .out {fill: #b00020}
                .axis {stroke: #bbb}
                </style></head><body>
                """);
        add("<h1>Drill of %s</h1>\n", result.cluster());
        add(
                "<p>Kafka %s, begun %s, %.0f s, seed %d. Topic: %s.</p>\n",
                result.kafka(), result.begun(), result.seconds(), result.seed(), result.settings());
        verdict();
        chart("Records acknowledged a second", Moment::acknowledged);
        chart("Latency, 99th percentile, milliseconds", Moment::p99);
        chart("Partitions that lacked a replica", Moment::outOfSync);
        outages();
        faults();
        page.append("</body></html>\n");
    }

    private void verdict() {
        Verdict verdict = result.verdict();
        if (verdict.holds()) {
            page.append("<h2 class=\"kept\">Every promise kept</h2>\n");
        } else {
            page.append("<h2 class=\"broken\">Promises broken</h2>\n<ul>\n");
            verdict.breaches().forEach((breach, found) -> {
                add("<li>%,d %s: %s<ul>", found.count(), breach.name(), breach.text());
                found.examples().forEach(example -> add("<li><code>%s</code></li>", example));
                page.append("</ul></li>\n");
            });
            page.append("</ul>\n");
        }
        if (!result.unhealed().isEmpty()) {
            add("<p class=\"broken\">%s</p>\n", result.unhealed());
        }
        if (!result.leftOut().isEmpty()) {
            add("<p>%s</p>\n", result.leftOut());
        }
        Verdict.Counts counts = verdict.counts();
        add(
                "<p>%,d records sent, %,d acknowledged, %,d refused, %,d of unknown outcome (of which %,d are there);"
                        + " %,d deliveries. Longest outage of a partition: %.1f s; of all of them at once: %.1f s.</p>\n",
                counts.sent(),
                counts.acknowledged(),
                counts.refused(),
                counts.unknown(),
                counts.unknownThere(),
                counts.delivered(),
                verdict.longestOutage(),
                verdict.wholeOutages().stream()
                        .mapToDouble(Verdict.Window::seconds)
                        .max()
                        .orElse(0));
    }

    private void chart(String title, ToDoubleFunction<Moment> value) {
        List<Moment> moments = result.moments();
        double most = Math.max(1, moments.stream().mapToDouble(value).max().orElse(1));
        add("<h3>%s</h3>\n", title);
        begin(HEIGHT);
        StringBuilder points = new StringBuilder();
        for (Moment moment : moments) {
            points.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    x(moment.second()),
                    HEIGHT - value.applyAsDouble(moment) / most * (HEIGHT - 14)));
        }
        add("<polyline class=\"line\" points=\"%s\"/>\n", points.toString().strip());
        add("<text x=\"4\" y=\"12\">%,.0f</text><text x=\"4\" y=\"%d\">0</text>\n", most, HEIGHT);
        page.append("</svg>\n");
    }

    private void outages() {
        if (result.verdict().outages().isEmpty()) {
            return;
        }
        page.append("<h3>Outages by partition</h3>\n");
        int row = 16;
        int height = row * result.verdict().outages().size() + 4;
        begin(height);
        int y = 2;
        for (var entry : result.verdict().outages().entrySet()) {
            add("<text x=\"4\" y=\"%d\">%d</text>\n", y + 11, entry.getKey());
            for (Verdict.Window window : entry.getValue()) {
                double from = x(window.from() / 1e9);
                add(
                        "<rect class=\"out\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>%.1f s</title></rect>\n",
                        from, y + 1, Math.max(1, x(window.to() / 1e9) - from), row - 4, window.seconds());
            }
            y += row;
        }
        page.append("</svg>\n");
    }

    private void begin(int height) {
        add("<svg width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n", WIDTH, height + FOOT, WIDTH, height + FOOT);
        for (Episode episode : result.episodes()) {
            add(
                    "<rect class=\"fault\" x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"%d\"><title>%s</title></rect>\n",
                    x(episode.from()), Math.max(2, x(episode.until()) - x(episode.from())), height, episode.what());
        }
        add("<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n", LEFT, height, WIDTH, height);
        for (int tick = 0; tick < TICKS; tick++) {
            double second = seconds * tick / TICKS;
            add("<text x=\"%.1f\" y=\"%d\">%.0f s</text>\n", x(second), height + FOOT - 4, second);
        }
    }

    private void faults() {
        page.append("<h3>Faults</h3>\n<table><tr><th class=\"n\">at</th><th>what</th><th class=\"n\">lasted</th>"
                + "<th class=\"n\">in sync after</th><th class=\"n\">outage</th><th>expected</th></tr>\n");
        for (Episode episode : result.episodes()) {
            add(
                    "<tr><td class=\"n\">%.0f s</td><td>%s</td><td class=\"n\">%.1f s</td><td class=\"n\">%s</td>"
                            + "<td class=\"n\">%.1f s</td><td>%s</td></tr>\n",
                    episode.from(),
                    episode.what(),
                    episode.until() - episode.from(),
                    episode.healthy() < 0
                            ? "never"
                            : String.format(Locale.ROOT, "%.1f s", episode.healthy() - episode.until()),
                    episode.outage(),
                    episode.expected());
        }
        page.append("</table>\n");
    }

    private double x(double second) {
        return LEFT + second / seconds * (WIDTH - LEFT);
    }

    /// Texts are escaped, numbers printed the same everywhere.
    private void add(String pattern, Object... values) {
        Object[] safe = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            safe[i] = values[i] instanceof String text
                    ? text.replace("&", "&amp;")
                            .replace("<", "&lt;")
                            .replace(">", "&gt;")
                            .replace("\"", "&quot;")
                    : values[i];
        }
        page.append(String.format(Locale.ROOT, pattern, safe));
    }
}
