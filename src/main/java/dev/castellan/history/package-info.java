/// What was done to a cluster, as its journal tells it: lines become runs of steps, and runs the story of a node.
///
/// Front doors: [dev.castellan.history.History] and [dev.castellan.history.Story]. Pure: text and facts in,
/// records out; reading journals is a target's business, writing them the applier's.
@NullMarked
package dev.castellan.history;

import org.jspecify.annotations.NullMarked;
