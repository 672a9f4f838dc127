/// The verbs about Kafka Connect: parse, call `connect`, render.
///
/// Front door: the verb classes, each named in the table of `Commands`. Rendering is pure; no decisions live here.
@NullMarked
package dev.castellan.cli.connect;

import org.jspecify.annotations.NullMarked;
