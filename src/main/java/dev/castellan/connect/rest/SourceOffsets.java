package dev.castellan.connect.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What is known of how far a source has come, from the offsets that it has noted.
///
/// Each plugin writes offsets in words of its own; those of Debezium hold when the last change was made. Nothing is
/// concluded from others.
public final class SourceOffsets {
    private SourceOffsets() {}

    /// When the change was made that it noted last, by the clock of the database; empty where it does not say.
    ///
    /// @param body what `GET /connectors/NAME/offsets` answered
    public static Optional<Instant> lastChange(JsonNode body) {
        Optional<Instant> last = Optional.empty();
        for (JsonNode one : body.path("offsets")) {
            Optional<Instant> time = time(one.path("offset"));
            if (time.isPresent() && last.filter(time.get()::isBefore).isEmpty()) {
                last = time;
            }
        }
        return last;
    }

    private static Optional<Instant> time(JsonNode offset) {
        try {
            if (offset.path("ts_usec").isIntegralNumber()) {
                return Optional.of(Instant.EPOCH.plus(offset.path("ts_usec").longValue(), ChronoUnit.MICROS));
            }
            return offset.path("ts_sec").isIntegralNumber()
                            && offset.path("ts_sec").longValue() > 0
                    ? Optional.of(Instant.ofEpochSecond(offset.path("ts_sec").longValue()))
                    : Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty(); // no time that anybody lives in
        }
    }
}
