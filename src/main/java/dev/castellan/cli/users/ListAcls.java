package dev.castellan.cli.users;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.Access;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.WorldRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan acls list`.
@Command(name = "list", description = "The ACLs that the cluster keeps, by user and resource.")
public final class ListAcls extends Verb {
    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    public ListAcls(Tools tools) {
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (KafkaConnection kafka = connection.open()) {
            Access.State state = new Access(kafka).ask().answer();
            output.show(UserReports.acls(state.acls()
                    .orElseThrow(() -> new WorldRefused(
                            kafka.bootstrap(),
                            "the cluster has no authorizer, so it keeps no ACLs",
                            "write security: tls in cluster.yaml"))));
        }
        return ExitCode.DONE;
    }
}
