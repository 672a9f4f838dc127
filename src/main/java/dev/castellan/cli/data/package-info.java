/// The verbs for writing and reading records: parse, call `kafka.client`, render.
///
/// Front door: the verb classes, each named in the table of `Commands`. Rendering is pure; no decisions live here.
@NullMarked
package dev.castellan.cli.data;

import org.jspecify.annotations.NullMarked;
