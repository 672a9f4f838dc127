/// Reads the world into an immutable [dev.castellan.observe.Snapshot]: what is installed, what runs, what Kafka says.
///
/// Front door: [dev.castellan.observe.Observer]. Changes nothing, and remembers nothing from one reading to the next.
@NullMarked
package dev.castellan.observe;

import org.jspecify.annotations.NullMarked;
