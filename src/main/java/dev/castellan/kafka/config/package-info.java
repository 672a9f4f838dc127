/// The properties files Kafka reads, as records in and text out.
///
/// Front doors: [dev.castellan.kafka.config.ServerProperties] and [dev.castellan.kafka.config.PropertiesText]. Pure:
/// touches no file and no cluster.
@NullMarked
package dev.castellan.kafka.config;

import org.jspecify.annotations.NullMarked;
