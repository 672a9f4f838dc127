package dev.castellan.tune;

/// One setting that should not stay as it comes.
///
/// @param stock what it is otherwise: the default of the Kafka release; of the JVM, what Castellan starts brokers with
/// @param reason one sentence
/// @param source where that is known from: a KIP, Kafka's documentation, or our own measurement
public record Advice(Scope scope, String name, String value, String stock, String reason, String source) {
    /// Whose setting it is.
    public enum Scope {
        broker,
        /// Given when a topic is made: how many partitions, and its own properties.
        topic,
        producer,
        consumer,
        jvm
    }
}
