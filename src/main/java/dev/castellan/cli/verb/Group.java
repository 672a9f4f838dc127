package dev.castellan.cli.verb;

import dev.castellan.problem.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// A noun that only holds verbs (`topics`, `groups`): alone, it says which verbs there are.
public abstract class Group extends Verb {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    @SuppressWarnings("UnusedVariable") // picocli sets it, and Commands asks picocli
    private boolean help;

    @Override
    public ExitCode call() {
        throw new MissingVerb(spec.commandLine());
    }
}
