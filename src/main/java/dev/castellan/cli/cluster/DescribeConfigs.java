package dev.castellan.cli.cluster;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.Configs;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.Setting;
import dev.castellan.kafka.client.Topics;
import dev.castellan.problem.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `castellan configs describe`.
@Command(
        name = "describe",
        description = {
            "The properties that are not at their default, and where each value comes from.",
            "Sensitive values show as ***: no broker gives them away, and neither does Castellan."
        })
public final class DescribeConfigs extends Verb {
    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Mixin
    private final EntityOptions owner = new EntityOptions();

    @Option(names = "--all", description = "those at their default too")
    private boolean all;

    public DescribeConfigs(Tools tools) {
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        Configs.Entity entity = owner.entity();
        try (KafkaConnection kafka = connection.open()) {
            if (entity.kind() == Configs.Entity.Kind.TOPIC) {
                new Topics(kafka).require(entity.name());
            }
            List<Setting> settings = new Configs(kafka)
                    .read(entity).stream()
                            .filter(setting -> all || setting.differsFromDefault())
                            .toList();
            output.show(ClusterReports.configs(entity, settings));
        }
        return ExitCode.DONE;
    }
}
