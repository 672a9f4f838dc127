package dev.castellan.cli.topics;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.ConsentOption;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.Topics;
import dev.castellan.kafka.client.Topics.Detail;
import dev.castellan.problem.ExitCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `castellan topics delete`.
@Command(name = "delete", description = "Delete topics with all their records.")
public final class DeleteTopics extends Verb {
    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Mixin
    private final ConsentOption consent;

    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "the topics")
    private List<String> names = new ArrayList<>();

    public DeleteTopics(Tools tools) {
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
        this.consent = new ConsentOption(tools);
    }

    @Override
    public ExitCode call() {
        try (KafkaConnection kafka = connection.open()) {
            Topics topics = new Topics(kafka);
            topics.describe(names, Detail.PARTITIONS);
            consent.obtain("deleting " + String.join(", ", names) + " with all records");
            topics.delete(names);
            output.show(TopicReports.deleted(names));
        }
        return ExitCode.DONE;
    }
}
