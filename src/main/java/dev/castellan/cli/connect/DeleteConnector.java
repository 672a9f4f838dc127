package dev.castellan.cli.connect;

import dev.castellan.cli.verb.Tools;
import dev.castellan.observe.LiveConnect;
import dev.castellan.plan.Step;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `castellan connect delete CONNECTOR`.
@Command(
        name = "delete",
        description = {
            "Delete connectors; what they have read and written stays.",
            "One that the spec names comes back with the next apply."
        })
public final class DeleteConnector extends ConnectorVerb {
    public DeleteConnector(Tools tools) {
        super(tools);
    }

    @Override
    Optional<Step> step(String name, LiveConnect.Connector connector) {
        return Optional.of(new Step.DeleteConnector(name, ""));
    }

    @Override
    String verb() {
        return "delete";
    }
}
