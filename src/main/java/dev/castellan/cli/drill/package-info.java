/// The verbs that break things on purpose and say what it cost: parse, call `drill`, render.
///
/// Front door: the verb classes, each named in the table of `Commands`. No decisions live here.
@NullMarked
package dev.castellan.cli.drill;

import org.jspecify.annotations.NullMarked;
