package dev.castellan.cli.connect;

import dev.castellan.cli.verb.Tools;
import dev.castellan.observe.LiveConnect;
import dev.castellan.plan.Step;
import dev.castellan.problem.UserMistake;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `castellan connect reset CONNECTOR`.
@Command(
        name = "reset",
        description = {
            "Make stopped connectors forget how far they have read; resumed, they begin anew.",
            "A source reads everything again then, a sink all that its topics hold."
        })
public final class ResetConnector extends ConnectorVerb {
    public ResetConnector(Tools tools) {
        super(tools);
    }

    @Override
    Optional<Step> step(String name, LiveConnect.Connector connector) {
        if (connector.state() != LiveConnect.State.STOPPED) {
            throw new UserMistake(
                    "connector " + name + " is not stopped, and keeps its offsets until it is",
                    "castellan connect stop " + name);
        }
        return Optional.of(new Step.ResetOffsets(name, ""));
    }

    @Override
    String verb() {
        return "reset";
    }
}
