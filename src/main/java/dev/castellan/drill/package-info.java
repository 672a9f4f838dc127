/// Proves that a cluster keeps its promises while things break: clients that write down what they see, faults one
/// after the other, and a verdict.
///
/// Front doors: [dev.castellan.drill.Drill], which runs one, and [dev.castellan.drill.Result], which it ends with;
/// [dev.castellan.drill.Witness] has the same clients look on while anything else happens to a cluster.
/// Breaks nothing itself: that is the room of faults. Judges nothing itself: that is the ledger.
@NullMarked
package dev.castellan.drill;

import org.jspecify.annotations.NullMarked;
