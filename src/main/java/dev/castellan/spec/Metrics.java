package dev.castellan.spec;

/// Who tells Prometheus what the JVMs of nodes count.
public enum Metrics {
    none,
    /// The Prometheus agent in each of them.
    agent
}
