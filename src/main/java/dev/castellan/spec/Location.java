package dev.castellan.spec;

/// A place in a file, as editors count: lines and columns from 1.
public record Location(String file, int line, int column) {
    /// For values that no file holds: the defaults.
    public static final Location DEFAULTS = new Location("(defaults)", 0, 0);

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
