/// The verbs for consumer, share and streams groups: parse, call `kafka.client`, render.
///
/// Front door: the verb classes, each named in the table of `Commands`. Rendering is pure; no decisions live here.
@NullMarked
package dev.castellan.cli.groups;

import org.jspecify.annotations.NullMarked;
