package dev.castellan.cli.keep;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.problem.ExitCode;
import dev.castellan.spec.SpecReader;
import dev.castellan.view.Json;
import dev.castellan.view.Report;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan schema`: the JSON Schema of cluster.yaml, so that editors complete and check it.
@Command(name = "schema", description = "Print the JSON Schema of cluster.yaml, for editors.")
public final class SchemaCommand extends Verb {
    @Mixin
    private final OutputOption output;

    SchemaCommand(Tools tools) {
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        Map<String, Object> schema = SpecReader.schema();
        output.show(new Report("Schema", schema, Json.pretty(schema)));
        return ExitCode.DONE;
    }
}
