package dev.castellan.cli.verb;

import dev.castellan.problem.UserMistake;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A point in time as people write it: `10m` (ago), `14:02` (when the clock showed that last), `2026-01-31`,
/// `2026-01-31T08:00`, `2026-01-31T08:00:00Z`.
public final class Moment {
    private static final Pattern AGO = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private Moment() {}

    /// The instant that is meant.
    ///
    /// @param zone where a time without a zone is read
    public static Instant parse(String text, Instant now, ZoneId zone) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            return now.minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
        }
        List<Function<String, Instant>> readings = List.of(
                word -> OffsetDateTime.parse(word).toInstant(),
                word -> LocalDateTime.parse(word).atZone(zone).toInstant(),
                word -> LocalDate.parse(word).atStartOfDay(zone).toInstant(),
                word -> lastTime(LocalTime.parse(word), now, zone));
        return readings.stream()
                .flatMap(reading -> read(reading, text).stream())
                .findFirst()
                .orElseThrow(() -> new UserMistake(
                        "\"" + text + "\" is no time", "10m means ten minutes ago; or 2026-01-31T08:00:00Z"));
    }

    private static Instant lastTime(LocalTime time, Instant now, ZoneId zone) {
        ZonedDateTime today = now.atZone(zone).with(time);
        return (today.toInstant().isAfter(now) ? today.minusDays(1) : today).toInstant();
    }

    private static Optional<Instant> read(Function<String, Instant> reading, String text) {
        try {
            return Optional.of(reading.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
