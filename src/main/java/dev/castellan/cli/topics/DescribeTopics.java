package dev.castellan.cli.topics;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.TopicState;
import dev.castellan.kafka.client.Topics;
import dev.castellan.kafka.client.Topics.Detail;
import dev.castellan.kafka.client.Topics.Scope;
import dev.castellan.problem.ExitCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `castellan topics describe`.
@Command(
        name = "describe",
        description = {
            "Partitions with leader, replicas and ISR, and the properties that are not at their default.",
            "Without TOPIC: all topics but Kafka's and Castellan's own. With --under-replicated or --unavailable:"
                    + " only such partitions, of all topics, Kafka's own too."
        })
public final class DescribeTopics extends Verb {
    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Parameters(paramLabel = "TOPIC", arity = "0..*", description = "the topics; all when none is named")
    private List<String> names = new ArrayList<>();

    @Option(names = "--under-replicated", description = "only partitions with a replica out of sync")
    private boolean underReplicated;

    @Option(names = "--unavailable", description = "only partitions without a leader")
    private boolean unavailable;

    public DescribeTopics(Tools tools) {
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (KafkaConnection kafka = connection.open()) {
            Topics topics = new Topics(kafka);
            boolean troubled = underReplicated || unavailable;
            List<String> chosen = names.isEmpty() ? topics.names(troubled ? Scope.ALL : Scope.VISIBLE) : names;
            List<TopicState> states = topics.describe(chosen, Detail.PARTITIONS_AND_CONFIGS);
            output.show(troubled ? TopicReports.partitions(states, this::isAskedFor) : TopicReports.describe(states));
        }
        return ExitCode.DONE;
    }

    private boolean isAskedFor(TopicState.Partition partition) {
        return (underReplicated && partition.underReplicated()) || (unavailable && partition.unavailable());
    }
}
