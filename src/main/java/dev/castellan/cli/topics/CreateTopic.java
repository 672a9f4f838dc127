package dev.castellan.cli.topics;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.KeyValues;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.TopicState;
import dev.castellan.kafka.client.Topics;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `castellan topics create`.
@Command(name = "create", description = "Create a topic.")
public final class CreateTopic extends Verb {
    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Parameters(paramLabel = "NAME", description = "the new topic")
    private String name = "";

    @Option(names = "--partitions", paramLabel = "N", description = "default: the cluster's num.partitions")
    private @Nullable Integer partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "default: the cluster's default.replication.factor")
    private @Nullable Short replicas;

    @Option(names = "--config", paramLabel = "NAME=VALUE", description = "a property of the topic; may be repeated")
    private List<String> configs = new ArrayList<>();

    @Option(names = "--if-not-exists", description = "a topic that is there already is no mistake, and stays as it is")
    private boolean ifNotExists;

    public CreateTopic(Tools tools) {
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        Topics.Wanted wanted = new Topics.Wanted(
                name, Optional.ofNullable(partitions), Optional.ofNullable(replicas), KeyValues.parse(configs));
        try (KafkaConnection kafka = connection.open()) {
            Topics topics = new Topics(kafka);
            Optional<TopicState> created = topics.create(wanted);
            if (created.isEmpty() && !ifNotExists) {
                throw new UserMistake(
                        "topic \"" + name + "\" exists already",
                        "castellan topics alter " + name + ", or add --if-not-exists");
            }
            output.show(TopicReports.created(
                    created.orElseGet(() -> topics.require(name)),
                    created.isPresent() ? TopicReports.Outcome.CREATED : TopicReports.Outcome.EXISTED));
        }
        return ExitCode.DONE;
    }
}
