/// The commands: parse, call one front door, render. No decisions live here.
///
/// Front door: [dev.castellan.cli.Main], which wires everything by hand and holds the only catch ladder.
@NullMarked
package dev.castellan.cli;

import org.jspecify.annotations.NullMarked;
