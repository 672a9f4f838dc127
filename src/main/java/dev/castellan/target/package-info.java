/// Where nodes live: install, format, start, stop, and read the facts.
///
/// Front door: [dev.castellan.target.Target]. Nothing above
/// this room knows whether a node is a process here or a service on a host.
@NullMarked
package dev.castellan.target;

import org.jspecify.annotations.NullMarked;
