package dev.castellan.cli.connect;

import dev.castellan.cli.verb.Tools;
import dev.castellan.observe.LiveConnect;
import dev.castellan.plan.Step;
import dev.castellan.spec.ConnectorSpec;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `castellan connect pause CONNECTOR`.
@Command(
        name = "pause",
        description = {
            "Let connectors rest; their tasks keep what they hold.",
            "The next apply goes by what the spec says of their state."
        })
public final class PauseConnector extends ConnectorVerb {
    public PauseConnector(Tools tools) {
        super(tools);
    }

    @Override
    Optional<Step> step(String name, LiveConnect.Connector connector) {
        return Optional.<Step>of(new Step.SetConnectorState(name, connector.meant(), ConnectorSpec.State.paused, ""))
                .filter(step -> connector.meant() != ConnectorSpec.State.paused);
    }

    @Override
    String verb() {
        return "pause";
    }
}
