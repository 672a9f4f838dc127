/// The verbs for users, their passwords and ACLs: parse, call `kafka.client` or `cli.keep`, render.
///
/// Front door: the verb classes, each named in the table of `Commands`. Rendering is pure; no decisions live here.
@NullMarked
package dev.castellan.cli.users;

import org.jspecify.annotations.NullMarked;
