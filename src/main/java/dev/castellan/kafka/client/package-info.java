/// Talks to a running cluster through Kafka's own clients, every call within a bound.
///
/// Front door: [dev.castellan.kafka.client.KafkaConnection]. Never retries past its bound, never prints.
@NullMarked
package dev.castellan.kafka.client;

import org.jspecify.annotations.NullMarked;
