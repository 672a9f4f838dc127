package dev.castellan.cli.topics;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.KeyValues;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.Configs;
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

/// `castellan topics alter`.
@Command(
        name = "alter",
        description = {
            "Add partitions, set and unset properties.",
            "More partitions send the same key elsewhere than before: the order per key starts anew."
        })
public final class AlterTopic extends Verb {
    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Parameters(paramLabel = "TOPIC", description = "the topic")
    private String name = "";

    @Option(names = "--partitions", paramLabel = "N", description = "how many there shall be; never fewer than now")
    private @Nullable Integer partitions;

    @Option(names = "--config", paramLabel = "NAME=VALUE", description = "set a property; may be repeated")
    private List<String> configs = new ArrayList<>();

    @Option(names = "--unset", paramLabel = "NAME", description = "return a property to its default; may be repeated")
    private List<String> unset = new ArrayList<>();

    public AlterTopic(Tools tools) {
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        Configs.Wish wish = new Configs.Wish(KeyValues.parse(configs), unset);
        if (partitions == null && configs.isEmpty() && unset.isEmpty()) {
            throw new UserMistake("nothing to alter", "--partitions N, --config NAME=VALUE or --unset NAME");
        }
        try (KafkaConnection kafka = connection.open()) {
            Topics topics = new Topics(kafka);
            TopicState before = topics.require(name);
            Optional<Integer> growth = growth(before);
            List<Configs.Change> changes = topics.alter(name, growth, wish);
            int partitionsBefore = before.partitions().size();
            output.show(TopicReports.altered(name, partitionsBefore, growth.orElse(partitionsBefore), changes));
        }
        return ExitCode.DONE;
    }

    private Optional<Integer> growth(TopicState before) {
        int now = before.partitions().size();
        if (partitions != null && partitions < now) {
            throw new UserMistake(
                    "%s has %d partitions, and Kafka cannot take partitions away".formatted(name, now),
                    "create a smaller topic and copy the records");
        }
        return Optional.ofNullable(partitions).filter(wanted -> wanted > now);
    }
}
