package dev.castellan.cli.bench;

import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.measure.load.LoadClient;
import dev.castellan.problem.ExitCode;
import picocli.CommandLine.Command;

/// One client of a benchmark: started by the other verbs here, never by a person.
@Command(name = BenchClient.WORD, hidden = true, description = "be one client of a benchmark")
public final class BenchClient extends Verb {
    static final String WORD = "__bench";

    private final Tools tools;

    public BenchClient(Tools tools) {
        this.tools = tools;
    }

    @Override
    public ExitCode call() {
        LoadClient.run(tools.console().in(), tools.console().out());
        return ExitCode.DONE;
    }
}
