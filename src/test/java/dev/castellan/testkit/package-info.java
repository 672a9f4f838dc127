/// What tests share: golden files, a console that remembers, and a world in memory to plan for.
///
/// Front doors: [dev.castellan.testkit.Golden], [dev.castellan.testkit.Voices], [dev.castellan.testkit.Specs] and
/// [dev.castellan.testkit.FakeWorld].
@NullMarked
package dev.castellan.testkit;

import org.jspecify.annotations.NullMarked;
