package dev.castellan.cli.connect;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.connect.postgres.References;
import dev.castellan.connect.rest.ConnectRest;
import dev.castellan.connect.rest.Reply;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.observe.LiveConnect;
import dev.castellan.observe.LiveMirror;
import dev.castellan.observe.MirrorReader;
import dev.castellan.observe.Snapshot;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.spec.MirrorConnectors.Part;
import dev.castellan.spec.MirrorSpec;
import dev.castellan.target.Entrance;
import dev.castellan.target.SourceLogins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// `castellan mirrors status`.
@Command(
        name = "status",
        description = {
            "Show how far each mirror has come: records that are not copied yet, and where groups would go on.",
            "A source that does not answer is said to; what it has beyond the copies is not known then."
        })
public final class MirrorsStatus extends Verb {
    private static final Duration BOUND = Duration.ofSeconds(10);

    private static final String SOURCE = "source.cluster.";

    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Option(names = "--partitions", description = "every partition of topics and groups")
    private boolean partitions;

    public MirrorsStatus(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec)) {
            keeping.requireSound();
            if (keeping.spec().connect().mirrors().isEmpty()) {
                throw new UserMistake(
                        keeping.spec().name() + " has no mirrors", "mirrors: {NAME: {bootstrap: ..., topics: [...]}}");
            }
            Snapshot have = keeping.observe();
            LiveConnect.Awake awake = ConnectorVerb.awake(keeping, have);
            List<MirrorReports.Mirror> mirrors = new ArrayList<>();
            SourceLogins sources = SpecOption.sources(tools, keeping.spec());
            Entrance entrance = Entrance.of(keeping.spec(), have.facts(), keeping.keyring());
            try (KafkaConnection target = new KafkaConnection(
                    Snapshot.bootstrap(entrance.endpoints().values()), entrance.properties(), BOUND)) {
                target.settle();
                for (MirrorSpec mirror : keeping.spec().connect().mirrors()) {
                    LiveMirror live = read(keeping, mirror, sources, target);
                    mirrors.add(MirrorReports.mirror(mirror, awake, live));
                }
            }
            output.show(MirrorReports.of(
                    keeping.spec().name(),
                    mirrors,
                    partitions ? MirrorReports.Detail.PARTITIONS : MirrorReports.Detail.TOPICS));
            return mirrors.stream().allMatch(MirrorReports.Mirror::isWell) ? ExitCode.DONE : ExitCode.WORLD;
        }
    }

    private LiveMirror read(Keeping keeping, MirrorSpec mirror, SourceLogins sources, KafkaConnection target) {
        try (KafkaConnection source =
                new KafkaConnection(mirror.bootstrap(), client(keeping, mirror, sources), BOUND)) {
            return new MirrorReader(mirror, keeping.spec().name()).read(offsets(keeping, mirror), source, target);
        }
    }

    /// How MirrorMaker logs in at the source.
    private Map<String, String> client(Keeping keeping, MirrorSpec mirror, SourceLogins sources) {
        Map<String, String> client = new HashMap<>(sources.properties(mirror));
        String folder = spec.folder().toAbsolutePath().toString();
        References.resolved(keeping.spec().connect().here(mirror.config(), folder))
                .forEach((name, value) -> {
                    if (name.startsWith(SOURCE)) {
                        client.put(name.substring(SOURCE.length()), value);
                    }
                });
        return client;
    }

    /// Nothing where the connector is not there yet.
    private static JsonNode offsets(Keeping keeping, MirrorSpec mirror) {
        try (ConnectRest rest = ConnectorVerb.rest(keeping, BOUND)) {
            Reply reply = rest.offsets(Part.SOURCE.connector(mirror.alias()));
            return reply.isDone() ? reply.body() : MissingNode.getInstance();
        }
    }
}
