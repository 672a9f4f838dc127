/// The verbs that measure a cluster: parse, call `measure.load`, render.
///
/// Front door: the verb classes, each named in the table of `Commands`. Rendering is pure; no decisions live here.
@NullMarked
package dev.castellan.cli.bench;

import org.jspecify.annotations.NullMarked;
