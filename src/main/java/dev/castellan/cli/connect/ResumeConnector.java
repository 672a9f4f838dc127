package dev.castellan.cli.connect;

import dev.castellan.cli.verb.Tools;
import dev.castellan.observe.LiveConnect;
import dev.castellan.plan.Step;
import dev.castellan.spec.ConnectorSpec;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `castellan connect resume CONNECTOR`.
@Command(
        name = "resume",
        description = {"Let connectors go on that are paused or stopped."})
public final class ResumeConnector extends ConnectorVerb {
    public ResumeConnector(Tools tools) {
        super(tools);
    }

    @Override
    Optional<Step> step(String name, LiveConnect.Connector connector) {
        return Optional.<Step>of(new Step.SetConnectorState(name, connector.meant(), ConnectorSpec.State.running, ""))
                .filter(step -> connector.meant() != ConnectorSpec.State.running);
    }

    @Override
    String verb() {
        return "resume";
    }
}
