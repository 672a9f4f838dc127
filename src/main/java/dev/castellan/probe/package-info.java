/// Writes a record to each broker every second and reads it back: what clients of the cluster live through.
///
/// Front door: [dev.castellan.probe.Probe], [dev.castellan.probe.ProbeTopic], [dev.castellan.probe.ProbeMetrics]. Of
/// each broker at most one record is under way, and every call has a bound; the records go to a topic of Castellan's
/// own.
@NullMarked
package dev.castellan.probe;

import org.jspecify.annotations.NullMarked;
