/// Streams of records into and out of a topic, through Kafka's own producer and consumer.
///
/// Front doors: [dev.castellan.kafka.records.RecordWriter] and [dev.castellan.kafka.records.RecordReader]. Never
/// creates a topic, never prints.
@NullMarked
package dev.castellan.kafka.records;

import org.jspecify.annotations.NullMarked;
