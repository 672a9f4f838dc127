package dev.castellan.spec;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in a file, as editors count: lines and columns from 1.
public record Location(String file, int line, int column) {
    /// For values that no file holds: the defaults.
    public static final Location DEFAULTS = new Location("(defaults)", 0, 0);

    /// From the first line down; what stands nowhere comes first.
    static final Comparator<Location> IN_FILE_ORDER =
            Comparator.comparingInt(Location::line).thenComparingInt(Location::column);

    private static final Pattern SHOWN = Pattern.compile("(.*):(\\d{1,9}):(\\d{1,9})");

    /// Reads back what [#toString] shows; a place without a line is only a file.
    static Location parse(String shown) {
        Matcher matcher = SHOWN.matcher(shown);
        return matcher.matches()
                ? new Location(matcher.group(1), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)))
                : new Location(shown, 0, 0);
    }

    /// `cluster.yaml:9:14`, the form that terminals and editors make clickable.
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }

    /// `cluster.yaml:9`, for plans.
    public String brief() {
        return line == 0 ? file : file + ":" + line;
    }
}
