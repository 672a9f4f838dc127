/// The verbs of the flow: plan, apply, up, down, destroy, status, history; and what writes a spec.
///
/// Front door: [dev.castellan.cli.keep.Keeping], one cluster of this machine with everything that acts on it.
@NullMarked
package dev.castellan.cli.keep;

import org.jspecify.annotations.NullMarked;
