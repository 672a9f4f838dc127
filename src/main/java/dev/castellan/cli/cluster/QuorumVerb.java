package dev.castellan.cli.cluster;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.client.Quorum;
import dev.castellan.problem.ExitCode;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan quorum`.
@Command(name = "quorum", description = "The metadata quorum: leader, voters, observers, and how far each is.")
public final class QuorumVerb extends Verb {
    private final InstantSource clock;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    public QuorumVerb(Tools tools) {
        this.clock = tools.clock();
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (KafkaConnection kafka = connection.open()) {
            output.show(ClusterReports.quorum(Quorum.read(kafka, clock.instant())));
        }
        return ExitCode.DONE;
    }
}
