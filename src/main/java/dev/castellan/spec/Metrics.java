package dev.castellan.spec;

/// Who tells Prometheus what the JVMs of nodes count.
public enum Metrics {
    none,
    /// The Prometheus agent in each of them, protected as the cluster is.
    agent,
    /// The agent, on hosts: whoever reaches its port is told, without TLS and a password, however the cluster is
    /// locked.
    open
}
