/// Executes a plan and nothing else: checks gates against fresh facts, acts, verifies, journals.
///
/// Front door: [dev.castellan.apply.Applier]. Killed anywhere, a new plan made from what is then there finishes the
/// job. Decides nothing that a plan could decide.
@NullMarked
package dev.castellan.apply;

import org.jspecify.annotations.NullMarked;
