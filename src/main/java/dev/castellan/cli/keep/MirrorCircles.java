package dev.castellan.cli.keep;

import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.observe.ConnectReader;
import dev.castellan.observe.LiveConnect;
import dev.castellan.observe.Snapshot;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.ConnectorSpec;
import dev.castellan.spec.Location;
import dev.castellan.spec.MirrorCircle;
import dev.castellan.spec.MirrorSpec;
import dev.castellan.spec.TopicSpec;
import dev.castellan.target.WorkerKeys;
import dev.castellan.target.local.ClusterFolder;
import dev.castellan.target.local.LocalTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Refuses mirrors that would copy records around for ever, because their source is a mirror of this cluster.
///
/// Looks at the workers of clusters that are kept on this machine too; of others nobody can be asked.
final class MirrorCircles {
    private static final Duration BOUND = Duration.ofSeconds(5);

    private MirrorCircles() {}

    static List<Problem> check(ClusterSpec spec, Tools tools) {
        Path home = tools.home();
        Set<String> own = Set.of(Snapshot.bootstrap(LocalTarget.installed(ClusterFolder.of(home, spec.name()))
                        .values())
                .split(",", -1));
        Set<String> topics = spec.topics().stream().map(TopicSpec::name).collect(Collectors.toSet());
        List<Problem> problems = new ArrayList<>();
        for (MirrorSpec mirror : spec.connect().mirrors()) {
            if (mirror.naming() == MirrorSpec.Naming.identity
                    && mirror.state() == ConnectorSpec.State.running
                    && mirror.cluster().isPresent()) {
                String other = mirror.cluster().get();
                LiveConnect there = new ConnectReader(
                                () -> WorkerKeys.access(SpecOption.vault(tools, other), other), BOUND)
                        .read(LocalTarget.workers(ClusterFolder.of(home, other)).values());
                if (there instanceof LiveConnect.Awake awake) {
                    awake.connectors().forEach((name, connector) -> {
                        if (connector.meant() == ConnectorSpec.State.running) {
                            MirrorCircle.topic(mirror, own, connector.config(), topics)
                                    .ifPresent(topic -> problems.add(refusal(spec, mirror, other, name, topic)));
                        }
                    });
                }
            }
        }
        return problems;
    }

    private static Problem refusal(ClusterSpec spec, MirrorSpec mirror, String other, String connector, String topic) {
        Location at = spec.locate("mirrors." + mirror.alias() + ".naming");
        return Problem.error(
                (at.equals(Location.DEFAULTS) ? mirror.location() : at).toString(),
                other + " is a mirror of " + spec.name() + " itself (" + connector
                        + "), also with identity naming: each" + " record of " + topic
                        + " would be copied to and fro for ever",
                "stop that one first (state: stopped in the cluster.yaml of " + other + "), or take naming: default in"
                        + " both");
    }
}
