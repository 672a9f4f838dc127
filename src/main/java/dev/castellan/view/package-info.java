/// The two voices that speak to a person: results on standard output, progress and warnings on standard error.
///
/// Front doors: [dev.castellan.view.Console] and [dev.castellan.view.Report]. Decides nothing and reads nothing.
@NullMarked
package dev.castellan.view;

import org.jspecify.annotations.NullMarked;
