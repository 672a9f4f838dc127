package dev.castellan.cli.verb;

import dev.castellan.problem.ExitCode;

/// One verb of the command line: a picocli command whose constructor may take the [Tools].
public abstract class Verb {
    /// Does the work and says how it ended; trouble is thrown, see [dev.castellan.problem].
    public abstract ExitCode call();
}
