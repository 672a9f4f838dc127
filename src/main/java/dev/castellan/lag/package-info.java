/// How far groups are behind, in records and in time: what was read of a cluster in, a snapshot and questions out.
///
/// Front door: [dev.castellan.lag.Lag] and [dev.castellan.lag.LagSnapshot]. Pure: no clock, no file, no cluster; a
/// collector reads those and hands them in. A lag is never negative, and what is not known is not guessed.
@NullMarked
package dev.castellan.lag;

import org.jspecify.annotations.NullMarked;
