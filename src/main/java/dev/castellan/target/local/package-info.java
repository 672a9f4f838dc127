/// Nodes as processes of this machine, bound to loopback; they outlive the command that starts them.
///
/// Front door: [dev.castellan.target.local.LocalTarget]. Signals no process that does not carry the node's own mark.
@NullMarked
package dev.castellan.target.local;

import org.jspecify.annotations.NullMarked;
