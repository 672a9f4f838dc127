/// Puts a load on a real cluster: client processes, what they send and receive, and what this machine did meanwhile.
///
/// Front doors: [dev.castellan.measure.load.Benchmark] for who measures, [dev.castellan.measure.load.LoadClient]
/// for the process that is the client. Whatever it starts or creates ends with it; it renders nothing.
@NullMarked
package dev.castellan.measure.load;

import org.jspecify.annotations.NullMarked;
