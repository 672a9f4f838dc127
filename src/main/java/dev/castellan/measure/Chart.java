package dev.castellan.measure;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Percentiles as a curve, drawn as inline SVG: to the right the percentiles, each step a nine more; upwards the time.
final class Chart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 320;
    private static final int LEFT = 70;
    private static final int BOTTOM = 40;
    private static final int TOP = 20;
    private static final int RIGHT = 20;
    private static final int STEPS = 5;
    private static final List<String> COLOURS = List.of("#1f6feb", "#d1530f", "#2da44e", "#8250df");

    private final List<Line> lines;
    private final double highest;
    private final double nines;

    /// One curve and what it is.
    record Line(String name, List<Distribution.Point> points) {}

    private Chart(List<Line> lines) {
        this.lines = lines;
        this.highest = nice(most(lines, false));
        this.nines = Math.max(1, most(lines, true));
    }

    static String svg(List<Line> lines) {
        return new Chart(lines).draw();
    }

    /// Zero nines is 0 %, one is 90 %, two are 99 %.
    private static double nines(double percent) {
        return -Math.log10(1 - percent / 100);
    }

    private static double most(List<Line> lines, boolean across) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(point -> across ? nines(point.percent()) : point.millis())
                .max()
                .orElse(1);
    }

    /// The next of 1, 2, 5, 10, 20, 50, ...
    private static double nice(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 0.001))));
        for (double step : new double[] {1, 2, 5, 10}) {
            if (step * power >= value) {
                return step * power;
            }
        }
        return value;
    }

    private String draw() {
        StringBuilder svg =
                new StringBuilder("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"latency by percentile\">\n"
                        .formatted(WIDTH, HEIGHT));
        for (int step = 0; step <= STEPS; step++) {
            double millis = highest * step / STEPS;
            svg.append(grid(LEFT, y(millis), WIDTH - RIGHT, y(millis)));
            svg.append(label(LEFT - 8, y(millis) + 4, "end", Text.number(millis) + " ms"));
        }
        for (double percent : new double[] {0, 90, 99, 99.9, 99.99, 99.999}) {
            if (nines(percent) <= nines + 0.01) {
                svg.append(grid(x(percent), TOP, x(percent), HEIGHT - BOTTOM));
                svg.append(label(x(percent), HEIGHT - BOTTOM + 18, "middle", plain(percent) + " %"));
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            svg.append(curve(lines.get(i), COLOURS.get(i % COLOURS.size())));
            svg.append("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n"
                    .formatted(
                            LEFT + 12,
                            TOP + 16 + 18 * i,
                            COLOURS.get(i % COLOURS.size()),
                            Text.escaped(lines.get(i).name())));
        }
        return svg.append("</svg>\n").toString();
    }

    private String curve(Line line, String colour) {
        String points = line.points().stream()
                .map(point -> coordinate(x(point.percent())) + "," + coordinate(y(point.millis())))
                .collect(Collectors.joining(" "));
        return "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"%s\" points=\"%s\"/>\n".formatted(colour, points);
    }

    private static String grid(double x1, double y1, double x2, double y2) {
        return "<line stroke=\"#ddd\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
                .formatted(coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2));
    }

    private static String label(double x, double y, String anchor, String text) {
        return "<text fill=\"#555\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n"
                .formatted(anchor, coordinate(x), coordinate(y), text);
    }

    private double x(double percent) {
        return LEFT + (WIDTH - LEFT - RIGHT) * nines(percent) / nines;
    }

    private double y(double millis) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * millis / highest;
    }

    private static String plain(double percent) {
        return percent == Math.rint(percent) ? String.valueOf((long) percent) : String.valueOf(percent);
    }

    private static String coordinate(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
