/// Says what a cluster holds in the words of a spec, and names what those cannot say.
///
/// Front door: [dev.castellan.export.Export]. Pure: what was read goes in, fields and text come out; a spec that holds
/// them leaves nothing to plan for the cluster they came from.
@NullMarked
package dev.castellan.export;

import org.jspecify.annotations.NullMarked;
