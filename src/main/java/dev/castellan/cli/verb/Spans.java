package dev.castellan.cli.verb;

import dev.castellan.problem.UserMistake;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of time as people write them: `50ms`, `1.5s`, `2m`.
public final class Spans {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(us|ms|s|m|h)");

    private Spans() {}

    public static double seconds(String option, String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new UserMistake(option + " \"" + text + "\" is no length of time", "for example 50ms, 10s or 2m");
        }
        double count = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us" -> count / 1_000_000;
            case "ms" -> count / 1000;
            case "s" -> count;
            case "m" -> count * 60;
            default -> count * 3600;
        };
    }

    public static double millis(String option, String text) {
        return Math.round(seconds(option, text) * 1_000_000) / 1000.0;
    }

    /// As exact as anybody wants to read it.
    public static String words(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0, duration.toMillis()) / 1000.0);
        }
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 120) {
            return minutes + " min";
        }
        return minutes < 2880 ? "%d h %d min".formatted(minutes / 60, minutes % 60) : minutes / 1440 + " days";
    }
}
