package dev.castellan.measure;

import java.util.Locale;

/// Numbers for people.
public final class Text {
    private Text() {}

    /// As many digits as are of use: `123456`, `12.3`, `0.123`.
    public static String number(double value) {
        if (value == Math.rint(value) || Math.abs(value) >= 1000) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }

    /// For a page of HTML.
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
