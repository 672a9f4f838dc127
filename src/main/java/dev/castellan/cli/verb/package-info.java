/// What every verb is made of: the tools it is handed, the options it shares with others, and how it ends.
///
/// Front door: [dev.castellan.cli.verb.Verb]. Knows no particular verb.
@NullMarked
package dev.castellan.cli.verb;

import org.jspecify.annotations.NullMarked;
