package dev.castellan.cli.connect;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.observe.LiveConnect;
import dev.castellan.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan connect status`.
@Command(
        name = "status",
        description = {
            "Show connectors with their tasks and how far they have come, and why those that failed did.",
            "A sink is behind by so many records; a source tells when the change was made that it read last.",
            "Plugins of those that run are asked whether they could begin now: one that tries again for ever is seen."
        })
public final class ConnectStatus extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    public ConnectStatus(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec)) {
            LiveConnect.Awake awake = ConnectorVerb.awake(keeping);
            StatusReport.Readings readings = new StatusReport.Readings(
                    new ProgressReader(keeping, tools.clock()).read(awake), Objections.read(awake, keeping));
            output.show(StatusReport.of(awake, readings, tools.clock().instant()));
            return StatusReport.hasFailed(awake) || !readings.objections().isEmpty() ? ExitCode.WORLD : ExitCode.DONE;
        }
    }
}
