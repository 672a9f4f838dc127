package dev.castellan.cli.keep;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.history.History;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import java.time.ZoneId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `castellan history`: what was done to the cluster.
@Command(
        name = "history",
        description = {
            "Tell what was done to the cluster: each run with its steps, how long they took, and what was refused.",
            "Read from the journal that every change leaves on the hosts, or on this machine."
        })
public final class HistoryCommand extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Option(names = "--last", paramLabel = "N", description = "how many runs (default 10)")
    private int last = 10;

    HistoryCommand(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        if (last < 1) {
            throw new UserMistake("--last " + last + " is no number of runs", "for example --last 20");
        }
        try (Keeping keeping = Keeping.open(tools, spec)) {
            History history = History.of(keeping.target().journal());
            output.show(HistoryReport.of(keeping.spec().name(), history, last, ZoneId.systemDefault()));
            return ExitCode.DONE;
        }
    }
}
