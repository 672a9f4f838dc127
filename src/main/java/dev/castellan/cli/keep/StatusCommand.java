package dev.castellan.cli.keep;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.observe.LiveReader;
import dev.castellan.observe.Snapshot;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.Problem;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.security.CertificateFacts;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.TargetKind;
import dev.castellan.spec.UserSpec;
import dev.castellan.target.Facts;
import dev.castellan.view.Report;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan status`: the cluster on one screen.
@Command(name = "status", description = "Nodes, quorum, leaders and replicas in sync, on one screen.")
public final class StatusCommand extends Verb {
    private final Tools tools;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    StatusCommand(Tools tools) {
        this.tools = tools;
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        Status status = connection.isForeign() ? foreign() : kept();
        output.show(new Report("Status", status, StatusText.of(status)));
        return status.health().equals("healthy") ? ExitCode.DONE : ExitCode.WORLD;
    }

    private Status kept() {
        try (Keeping keeping = Keeping.open(tools, connection.spec())) {
            Snapshot snapshot = keeping.observe();
            if (snapshot.facts().nodes().isEmpty()
                    && !snapshot.facts().unreachable().isEmpty()) {
                throw new WorldRefused(snapshot.facts().unreachable().entrySet().stream()
                        .map(host -> Problem.error(place(keeping.spec(), host.getKey()), host.getValue(), ""))
                        .toList());
            }
            if (snapshot.facts().nodes().isEmpty()) {
                throw new UserMistake(
                        "there is no cluster \"" + keeping.spec().name() + "\""
                                + (keeping.spec().target() == TargetKind.local ? " on this machine" : " on its hosts"),
                        "castellan up makes it; --bootstrap HOST:PORT shows another");
            }
            return Status.of(keeping.spec().name(), snapshot, tools.clock().instant())
                    .with(
                            PrometheusLines.of(keeping.spec(), snapshot.facts()),
                            Stream.concat(
                                            Expiry.concerns(
                                                    users(keeping),
                                                    tools.clock().instant())
                                                    .stream(),
                                            PrometheusLines.concerns(snapshot.facts()).stream())
                                    .toList());
        }
    }

    /// The certificates of users that the spec still has.
    private static SortedMap<String, CertificateFacts> users(Keeping keeping) {
        SortedMap<String, CertificateFacts> users = keeping.keyring().clients();
        users.keySet()
                .retainAll(keeping.spec().users().stream().map(UserSpec::name).toList());
        return users;
    }

    private static String place(ClusterSpec spec, int id) {
        return "kafka-" + id
                + spec.node(id)
                        .flatMap(NodeSpec::host)
                        .map(host -> " (" + host + ")")
                        .orElse("");
    }

    private Status foreign() {
        try (KafkaConnection open = connection.open()) {
            Facts nothing = new Facts(Optional.empty(), Map.of(), Set.of(), Facts.Startup.PREPARED);
            Snapshot snapshot = new Snapshot(nothing, new LiveReader(open, broker -> true).read());
            return Status.of(open.bootstrap(), snapshot, tools.clock().instant());
        }
    }
}
