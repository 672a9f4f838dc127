package dev.castellan.connect.link;

/// A class that Connect can use by its name: a connector, a converter, a transformation ...
///
/// @param kind in words: `source connector`
/// @param listed whether a manifest of the plugin names it, so that Connect finds it without looking into every class
public record Held(String kind, String name, boolean listed) {
    public boolean isConnector() {
        return kind.endsWith(" connector");
    }

    /// The last part of its name.
    public String simpleName() {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    /// Whether Connect means this class by a name: all of it, its last part, or that without what every class of the
    /// kind ends with, `Postgres` for `PostgresConnector`.
    public boolean answersTo(String called) {
        String last = kind.substring(kind.lastIndexOf(' ') + 1);
        return called.equals(name) || called.equals(simpleName()) || (called + last).equalsIgnoreCase(simpleName());
    }
}
