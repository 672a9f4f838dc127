/// The verbs for reading and changing topics: parse, call `kafka.client`, render.
///
/// Front door: the verb classes, each named in the table of `Commands`. Rendering is pure; no decisions live here.
@NullMarked
package dev.castellan.cli.topics;

import org.jspecify.annotations.NullMarked;
