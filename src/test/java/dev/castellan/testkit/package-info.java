/// What tests share: golden files and a console that remembers.
///
/// Front doors: [dev.castellan.testkit.Golden] and [dev.castellan.testkit.Voices].
@NullMarked
package dev.castellan.testkit;

import org.jspecify.annotations.NullMarked;
