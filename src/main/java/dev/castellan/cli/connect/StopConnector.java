package dev.castellan.cli.connect;

import dev.castellan.cli.verb.Tools;
import dev.castellan.observe.LiveConnect;
import dev.castellan.plan.Step;
import dev.castellan.spec.ConnectorSpec;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `castellan connect stop CONNECTOR`.
@Command(
        name = "stop",
        description = {
            "Take the tasks of connectors away, so that their offsets can be changed.",
            "The next apply goes by what the spec says of their state."
        })
public final class StopConnector extends ConnectorVerb {
    public StopConnector(Tools tools) {
        super(tools);
    }

    @Override
    Optional<Step> step(String name, LiveConnect.Connector connector) {
        return Optional.<Step>of(new Step.SetConnectorState(name, connector.meant(), ConnectorSpec.State.stopped, ""))
                .filter(step -> connector.meant() != ConnectorSpec.State.stopped);
    }

    @Override
    String verb() {
        return "stop";
    }
}
