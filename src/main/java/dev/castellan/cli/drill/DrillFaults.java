package dev.castellan.cli.drill;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.problem.ExitCode;
import dev.castellan.view.Report;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan drill faults`: what can be asked for.
@Command(name = "faults", description = "List the kinds of faults that a drill knows; not all are possible everywhere.")
public final class DrillFaults extends Verb {
    @Mixin
    private final OutputOption output;

    DrillFaults(Tools tools) {
        this.output = new OutputOption(tools);
    }

    /// The JSON form.
    record Kinds(List<String> kinds) {}

    @Override
    public ExitCode call() {
        List<String> kinds = Draws.kinds();
        output.show(new Report("DrillFaults", new Kinds(kinds), String.join("\n", kinds)));
        return ExitCode.DONE;
    }
}
