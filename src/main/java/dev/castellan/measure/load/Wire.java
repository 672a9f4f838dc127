package dev.castellan.measure.load;

import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// What parent and client say to each other, one line each, the word first.
final class Wire {
    /// Client: connected, waiting for [#GO].
    static final String READY = "ready";

    static final String GO = "go";

    /// Client: the warm-up is over.
    static final String MEASURING = "measuring";

    /// Client: so many records so far.
    static final String PROGRESS = "progress";

    /// Client: everything is sent and acknowledged, waiting for [#DRAIN].
    static final String SENT = "sent";

    /// All clients have sent everything: read to the end.
    static final String DRAIN = "drain";

    static final String REPORT = "report";

    /// Client: the cluster refused, and how.
    static final String TROUBLE = "trouble";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Wire() {}

    static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static <T> T read(String line, Class<T> type) {
        return MAPPER.readValue(line, type);
    }

    /// What follows the word, where the line begins with it.
    static Optional<String> after(String word, String line) {
        if (line.equals(word)) {
            return Optional.of("");
        }
        return line.startsWith(word + " ") ? Optional.of(line.substring(word.length() + 1)) : Optional.empty();
    }
}
