package dev.castellan.cli.groups;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.ConsentOption;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.GroupState;
import dev.castellan.kafka.client.Groups;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.problem.ExitCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `castellan groups delete`.
@Command(name = "delete", description = "Delete groups and where they stood; refused while a group has members.")
public final class DeleteGroups extends Verb {
    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Mixin
    private final ConsentOption consent;

    @Parameters(paramLabel = "GROUP", arity = "1..*", description = "the groups")
    private List<String> names = new ArrayList<>();

    public DeleteGroups(Tools tools) {
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
        this.consent = new ConsentOption(tools);
    }

    @Override
    public ExitCode call() {
        try (KafkaConnection kafka = connection.open()) {
            Groups groups = new Groups(kafka);
            List<GroupState> states = groups.describe(names);
            states.forEach(state -> Idle.require(state, "deleted"));
            consent.obtain("deleting group " + String.join(", ", names) + " and where it stands");
            groups.delete(names);
            output.show(GroupReports.deleted(names));
        }
        return ExitCode.DONE;
    }
}
