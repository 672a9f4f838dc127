package dev.castellan.cli.cluster;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.Brokers;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `castellan brokers`.
@Command(name = "brokers", description = "The brokers, and the partitions each leads and holds.")
public final class BrokersVerb extends Verb {
    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Option(names = "--api", description = "the requests each broker understands, and their versions")
    private boolean api;

    public BrokersVerb(Tools tools) {
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (KafkaConnection kafka = connection.open()) {
            Brokers brokers = new Brokers(kafka);
            output.show(api ? ClusterReports.apis(brokers.apis()) : ClusterReports.brokers(brokers.read()));
        }
        return ExitCode.DONE;
    }
}
