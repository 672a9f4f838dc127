/// The verbs about one node: start, stop, restart, kill, logs, explain.
///
/// Each is a small plan through the same applier as every other change. Front doors: the commands.
@NullMarked
package dev.castellan.cli.node;

import org.jspecify.annotations.NullMarked;
