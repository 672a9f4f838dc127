/// What a release of Kafka knows about itself: its properties, their values and defaults, how to format a disk, what
/// its Connect takes from a plugin.
///
/// Front door: [dev.castellan.kafka.knowledge.KafkaKnowledge], which asks the release's own classes in a class loader
/// of their own. Copies no fact of Kafka's, starts no broker, prints nothing.
@NullMarked
package dev.castellan.kafka.knowledge;

import org.jspecify.annotations.NullMarked;
