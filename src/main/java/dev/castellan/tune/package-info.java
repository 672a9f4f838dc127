/// Says which settings suit a goal on given machines, each with its reason: facts in, advice out. No I/O, clock,
/// randomness or logging.
///
/// Front door: [dev.castellan.tune.Tuner], [dev.castellan.tune.Situation]. It never trades durability for speed.
@NullMarked
package dev.castellan.tune;

import org.jspecify.annotations.NullMarked;
