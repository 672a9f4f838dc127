package dev.castellan.view;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The JSON form of reports: `apiVersion` and `kind` first, then the fields of the body.
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonMapper LINES = JsonMapper.builder().build();

    private Json() {}

    /// A report in its envelope.
    public static String pretty(Report report) {
        return MAPPER.writeValueAsString(document(report));
    }

    /// The same on one line, for reports that follow each other.
    public static String line(Report report) {
        return LINES.writeValueAsString(document(report));
    }

    private static Map<String, Object> document(Report report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", Report.VERSION);
        document.put("kind", report.kind());
        document.put("body", report.body());
        return document;
    }

    /// Any value, indented.
    public static String pretty(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// One value on one line, for streams of records.
    public static String line(Object value) {
        return LINES.writeValueAsString(value);
    }
}
