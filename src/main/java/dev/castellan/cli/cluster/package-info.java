/// The verbs for looking at a cluster as a whole: parse, call `kafka.client`, render.
///
/// Front door: the verb classes, each named in the table of `Commands`. Rendering is pure; no decisions live here.
@NullMarked
package dev.castellan.cli.cluster;

import org.jspecify.annotations.NullMarked;
