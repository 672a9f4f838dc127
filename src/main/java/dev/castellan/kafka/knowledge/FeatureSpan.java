package dev.castellan.kafka.knowledge;

/// The levels of a feature that a release can use.
public record FeatureSpan(int oldest, int newest) {
    /// Level 0 is "not in use", which every release can do.
    public boolean holds(int level) {
        return level == 0 || (level >= oldest && level <= newest);
    }
}
