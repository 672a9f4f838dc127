/// Decides what to do: records in, a plan out. No I/O, clock, randomness or logging.
///
/// Front door: [dev.castellan.plan.Planner]; the result is [dev.castellan.plan.Plan], data that prints, compares and
/// can be saved. The same question gives the same plan in the same order.
@NullMarked
package dev.castellan.plan;

import org.jspecify.annotations.NullMarked;
