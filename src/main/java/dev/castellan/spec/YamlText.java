package dev.castellan.spec;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes maps, lists, texts, numbers and truths as YAML, one way only: the same value gives the same text.
///
/// A text is quoted wherever some reader, of YAML 1.2 or the older 1.1, could take it for anything else.
final class YamlText {
    private static final String INDENT = "  ";

    /// A list that is longer than this stands one element a line.
    private static final int WIDE = 96;

    private static final String PLAIN = "[A-Za-z_][A-Za-z0-9_.-]*";

    /// Words that mean a truth or nothing.
    private static final Set<String> WORDS = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    /// A document, one line for each entry, ending with a line break; empty without entries.
    static String of(Map<String, ?> fields) {
        YamlText yaml = new YamlText();
        fields.forEach((name, value) -> yaml.entry("", name, value));
        return yaml.text.toString();
    }

    private void entry(String indent, String name, Object value) {
        text.append(indent).append(scalar(name)).append(":");
        switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() -> {
                text.append("\n");
                map.forEach((key, inner) -> entry(indent + INDENT, String.valueOf(key), inner));
            }
            case Collection<?> list
            when !isShort(list) -> {
                text.append("\n");
                list.forEach(element -> text.append(indent)
                        .append(INDENT)
                        .append("- ")
                        .append(flow(element))
                        .append("\n"));
            }
            default -> text.append(" ").append(flow(value)).append("\n");
        }
    }

    private static boolean isShort(Collection<?> list) {
        return list.stream().noneMatch(Map.class::isInstance) && flow(list).length() <= WIDE;
    }

    /// All on one line: `{deny: [Read], topic: orders}`.
    private static String flow(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> scalar(entry.getKey()) + ": " + flow(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Collection<?> list -> list.stream().map(YamlText::flow).collect(Collectors.joining(", ", "[", "]"));
            default -> scalar(value);
        };
    }

    private static String scalar(Object value) {
        return value instanceof String string ? quoted(string) : String.valueOf(value);
    }

    private static String quoted(String string) {
        if (string.matches(PLAIN) && WORDS.stream().noneMatch(string::equalsIgnoreCase)) {
            return string;
        }
        return string.chars().allMatch(c -> c >= ' ' && c <= '~')
                ? "'" + string.replace("'", "''") + "'"
                : "\"" + escaped(string) + "\"";
    }

    private static String escaped(String string) {
        StringBuilder escaped = new StringBuilder();
        string.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\t' -> escaped.append("\\t");
                default -> escaped.append(isPrintable(c) ? Character.toString(c) : "\\U%08X".formatted(c));
            }
        });
        return escaped.toString();
    }

    /// What stands for itself in a file of one line.
    static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /// Comments, one line each, whatever stands in them.
    static String comments(String before, List<String> lines) {
        return lines.stream()
                .map(line -> line.codePoints()
                        .map(c -> isPrintable(c) ? c : '?')
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()))
                .map(line -> "# " + before + line + "\n")
                .collect(Collectors.joining());
    }
}
