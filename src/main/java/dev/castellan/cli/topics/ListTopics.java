package dev.castellan.cli.topics;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.Topics;
import dev.castellan.kafka.client.Topics.Detail;
import dev.castellan.kafka.client.Topics.Scope;
import dev.castellan.problem.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `castellan topics list`.
@Command(name = "list", description = "The topics, with their size and health.")
public final class ListTopics extends Verb {
    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Option(names = "--all", description = "Kafka's and Castellan's own topics too")
    private boolean all;

    @Option(names = "--names", description = "only the names, one a line")
    private boolean names;

    public ListTopics(Tools tools) {
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (KafkaConnection kafka = connection.open()) {
            Topics topics = new Topics(kafka);
            List<String> found = topics.names(all ? Scope.ALL : Scope.VISIBLE);
            output.show(
                    names ? TopicReports.names(found) : TopicReports.list(topics.describe(found, Detail.PARTITIONS)));
        }
        return ExitCode.DONE;
    }
}
