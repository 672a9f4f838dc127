package dev.castellan.cli.connect;

import dev.castellan.cli.verb.Tools;
import dev.castellan.observe.LiveConnect;
import dev.castellan.plan.Step;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `castellan connect restart CONNECTOR`.
@Command(
        name = "restart",
        description = {"Restart what has failed of connectors, themselves and their tasks; what runs goes on."})
public final class RestartConnector extends ConnectorVerb {
    public RestartConnector(Tools tools) {
        super(tools);
    }

    @Override
    Optional<Step> step(String name, LiveConnect.Connector connector) {
        return Optional.<Step>of(new Step.RestartConnector(name, "")).filter(step -> hasFailed(connector));
    }

    private static boolean hasFailed(LiveConnect.Connector connector) {
        return connector.state() == LiveConnect.State.FAILED
                || connector.tasks().values().stream().anyMatch(task -> task.state() == LiveConnect.State.FAILED);
    }

    @Override
    String verb() {
        return "restart";
    }
}
