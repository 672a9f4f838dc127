package dev.castellan.cli.keep;

import dev.castellan.cli.Tools;
import dev.castellan.cli.Verb;
import dev.castellan.problem.ExitCode;
import dev.castellan.spec.SpecReader;
import dev.castellan.view.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `castellan schema`: the JSON Schema of cluster.yaml, so that editors complete and check it.
@Command(name = "schema", description = "Print the JSON Schema of cluster.yaml, for editors.")
public final class SchemaCommand extends Verb {
    private final Tools tools;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    private boolean help;

    SchemaCommand(Tools tools) {
        this.tools = tools;
    }

    @Override
    public ExitCode call() {
        tools.console().out().println(Json.pretty(SpecReader.schema()));
        return ExitCode.DONE;
    }
}
