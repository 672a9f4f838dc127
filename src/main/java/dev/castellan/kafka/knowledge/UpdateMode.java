package dev.castellan.kafka.knowledge;

/// How a property changes on a running cluster.
public enum UpdateMode {
    /// With a restart of the node.
    READ_ONLY,
    /// While it runs, for one broker at a time.
    PER_BROKER,
    /// While it runs, for all brokers at once or for one.
    CLUSTER_WIDE
}
