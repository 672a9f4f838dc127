package dev.castellan.cli.cluster;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.KeyValues;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.Configs;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.Topics;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `castellan configs set`.
@Command(
        name = "set",
        description = {
            "Set and unset dynamic properties; the cluster checks all of them before it takes any.",
            "Shows each property before and after."
        })
public final class SetConfigs extends Verb {
    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Mixin
    private final EntityOptions owner = new EntityOptions();

    @Parameters(paramLabel = "NAME=VALUE", arity = "0..*", description = "the properties to set")
    private List<String> properties = new ArrayList<>();

    @Option(names = "--unset", paramLabel = "NAME", description = "return to the default; may be repeated")
    private List<String> unset = new ArrayList<>();

    public SetConfigs(Tools tools) {
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        Configs.Entity entity = owner.entity();
        Configs.Wish wish = new Configs.Wish(KeyValues.parse(properties), unset);
        if (properties.isEmpty() && unset.isEmpty()) {
            throw new UserMistake("nothing to set", "NAME=VALUE, or --unset NAME");
        }
        try (KafkaConnection kafka = connection.open()) {
            if (entity.kind() == Configs.Entity.Kind.TOPIC) {
                new Topics(kafka).require(entity.name());
            }
            output.show(ClusterReports.changed(entity, new Configs(kafka).change(entity, wish)));
        }
        return ExitCode.DONE;
    }
}
