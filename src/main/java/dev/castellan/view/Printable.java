package dev.castellan.view;

/// Names that others gave, as one line of text that does nothing to a terminal: the id of a group may be anything.
public final class Printable {
    private Printable() {}

    /// What is no sign that stands for itself is written as Java does it: `\n`, `\u001b`.
    public static String text(String name) {
        return name.codePoints().allMatch(Printable::isSign) ? name : escaped(name);
    }

    private static String escaped(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(isSign(c) ? Character.toString(c) : "\\u%04x".formatted(c));
            }
        });
        return text.toString();
    }

    private static boolean isSign(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
