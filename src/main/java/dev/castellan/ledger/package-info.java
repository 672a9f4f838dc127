/// What clients sent, what was acknowledged and what was read, and whether the one follows from the other.
///
/// Front doors: [dev.castellan.ledger.History], which is written, and [dev.castellan.ledger.Checker], which judges it.
/// Pure: no clients, no clocks, no files. A record is known by who sent it and its number, never by its offset, as
/// offsets of lost records are given again.
@NullMarked
package dev.castellan.ledger;

import org.jspecify.annotations.NullMarked;
