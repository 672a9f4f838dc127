package dev.castellan.cli.connect;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.connect.rest.ConnectRest;
import dev.castellan.connect.rest.Reply;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.WorldRefused;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `castellan connect offsets CONNECTOR`.
@Command(name = "offsets", description = "Show how far a connector has read, in the words of its plugin.")
public final class ConnectorOffsets extends Verb {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Parameters(paramLabel = "CONNECTOR", description = "a connector's name")
    private String connector = "";

    public ConnectorOffsets(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec)) {
            ConnectorVerb.required(ConnectorVerb.awake(keeping), connector);
            try (ConnectRest rest = ConnectorVerb.rest(keeping, BOUND)) {
                Reply reply = rest.offsets(connector);
                if (!reply.isDone()) {
                    throw new WorldRefused("connector " + connector, reply.complaint(), "castellan connect status");
                }
                output.show(ConnectorReports.offsets(connector, reply.body()));
            }
            return ExitCode.DONE;
        }
    }
}
