package dev.castellan.cli.groups;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.Groups;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan groups list`.
@Command(name = "list", description = "The groups of all types, with state and members.")
public final class ListGroups extends Verb {
    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    public ListGroups(Tools tools) {
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (KafkaConnection kafka = connection.open()) {
            output.show(GroupReports.list(new Groups(kafka).list()));
        }
        return ExitCode.DONE;
    }
}
