package dev.castellan.cli.groups;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.Groups;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.problem.ExitCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `castellan groups describe`.
@Command(
        name = "describe",
        description = {
            "How far a group is behind in every partition, and who reads it.",
            "Lag is read committed offsets first, ends after: a group that keeps up is never ahead of its topic."
        })
public final class DescribeGroups extends Verb {
    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Parameters(paramLabel = "GROUP", arity = "0..*", description = "the groups; all when none is named")
    private List<String> names = new ArrayList<>();

    public DescribeGroups(Tools tools) {
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (KafkaConnection kafka = connection.open()) {
            Groups groups = new Groups(kafka);
            output.show(GroupReports.describe(groups.describe(names.isEmpty() ? groups.names() : names)));
        }
        return ExitCode.DONE;
    }
}
