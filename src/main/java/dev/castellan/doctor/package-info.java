/// Judges what was read of machines and clusters: facts in, findings out. No I/O, clock, randomness or logging.
///
/// Front door: [dev.castellan.doctor.Preflight].
@NullMarked
package dev.castellan.doctor;

import org.jspecify.annotations.NullMarked;
