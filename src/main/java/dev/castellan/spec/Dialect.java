package dev.castellan.spec;

/// Names under which dashboards of others know what Castellan tells. The constants are the words of the spec.
public enum Dialect {
    /// Those of Strimzi's dashboards, which are those of the JMX exporter's samples, with the labels of its pods.
    strimzi,
    /// Those of the program of that name.
    kafka_exporter
}
