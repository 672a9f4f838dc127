package dev.castellan.spec;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// One wanted connector.
///
/// @param config what it is given, by its own names; without `name`, which it has anyway
public record ConnectorSpec(String name, SortedMap<String, String> config, State state, Location location) {
    /// The property that every connector has.
    public static final String CLASS = "connector.class";

    public ConnectorSpec {
        config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
    }

    /// What it is meant to do; Connect remembers it.
    public enum State {
        running,
        /// Its tasks are there and do nothing.
        paused,
        /// It has no tasks, and its offsets may be changed.
        stopped
    }
}
