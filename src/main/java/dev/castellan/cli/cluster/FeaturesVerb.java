package dev.castellan.cli.cluster;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.Features;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan features`.
@Command(name = "features", description = "Feature levels: what is finalized, and what the brokers support.")
public final class FeaturesVerb extends Verb {
    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    public FeaturesVerb(Tools tools) {
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (KafkaConnection kafka = connection.open()) {
            output.show(ClusterReports.features(Features.read(kafka)));
        }
        return ExitCode.DONE;
    }
}
