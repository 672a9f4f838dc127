package dev.castellan.cli.users;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.Access;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.problem.ExitCode;
import dev.castellan.spec.UserSpec;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan users list`.
@Command(name = "list", description = "Whom the cluster and the spec know, with what each may do and use.")
public final class ListUsers extends Verb {
    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    public ListUsers(Tools tools) {
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        List<UserSpec> wanted = connection.isForeign()
                ? List.of()
                : connection.spec().read().spec().users();
        try (KafkaConnection kafka = connection.open()) {
            output.show(UserReports.users(new Access(kafka).ask().answer(), wanted));
        }
        return ExitCode.DONE;
    }
}
