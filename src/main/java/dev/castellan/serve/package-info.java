/// Answers over HTTP on this machine, from what is known already: no request makes anything happen.
///
/// Front door: [dev.castellan.serve.Server], [dev.castellan.serve.Health]. Threads, connections and the time that a
/// request may take are bounded; nobody but this machine is listened to.
@NullMarked
package dev.castellan.serve;

import org.jspecify.annotations.NullMarked;
