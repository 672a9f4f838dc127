/// Trouble as a value: what went wrong, where, why, and the next command.
///
/// Front door: [dev.castellan.problem.Problem], with [dev.castellan.problem.UserMistake] and
/// [dev.castellan.problem.WorldRefused] to end a command, and [dev.castellan.problem.ExitCode] for how it ended.
/// Depends on nothing; never prints.
@NullMarked
package dev.castellan.problem;

import org.jspecify.annotations.NullMarked;
