package dev.castellan.cli.keep;

import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.observe.SourceRights;
import dev.castellan.plan.Plan;
import dev.castellan.plan.Step;
import dev.castellan.problem.Problem;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.MirrorConnectors;
import dev.castellan.spec.MirrorRights;
import dev.castellan.spec.MirrorSpec;
import dev.castellan.target.SourceLogins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;

/// Logs in at the sources of mirrors that a plan makes or changes, as those would, and refuses what would fail there.
///
/// A source that does not answer is no reason to refuse anything.
final class MirrorLogins {
    private static final Duration BOUND = Duration.ofSeconds(5);

    private MirrorLogins() {}

    static List<Problem> check(ClusterSpec spec, Plan plan, Tools tools) {
        Set<String> connectors =
                plan.steps().stream().flatMap(MirrorLogins::connector).collect(Collectors.toSet());
        SourceLogins logins = SpecOption.sources(tools, spec);
        List<Problem> problems = new ArrayList<>();
        spec.connect().mirrors().stream()
                .filter(mirror -> mirror.user().isPresent())
                .filter(mirror -> Stream.of(MirrorConnectors.Part.values())
                        .anyMatch(part -> connectors.contains(part.connector(mirror.alias()))))
                .forEach(mirror -> problems.addAll(check(spec, mirror, logins)));
        return problems;
    }

    private static Stream<String> connector(Step step) {
        return switch (step) {
            case Step.CreateConnector create -> Stream.of(create.connector());
            case Step.SetConnectorConfig set -> Stream.of(set.connector());
            default -> Stream.empty();
        };
    }

    private static List<Problem> check(ClusterSpec spec, MirrorSpec mirror, SourceLogins logins) {
        String user = mirror.user().orElse("");
        String source = mirror.cluster().orElse("");
        try (KafkaConnection connection = new KafkaConnection(mirror.bootstrap(), logins.properties(mirror), BOUND)) {
            List<String> missing = SourceRights.missing(mirror, connection);
            return missing.isEmpty()
                    ? List.of()
                    : List.of(refusal(
                            spec,
                            mirror,
                            source + " does not let " + user + " do what a mirror has to: "
                                    + String.join("; ", missing),
                            "in the cluster.yaml of " + source + " write " + MirrorRights.atSource(mirror, user)
                                    + ", then castellan up there"));
        } catch (WorldRefused e) {
            return List.of();
        } catch (KafkaException e) {
            return List.of(refusal(
                    spec,
                    mirror,
                    source + " does not let " + user + " in: " + e.getMessage(),
                    "castellan users rotate " + user + " with the cluster.yaml of " + source));
        }
    }

    private static Problem refusal(ClusterSpec spec, MirrorSpec mirror, String what, String hint) {
        return Problem.error(spec.locate("mirrors." + mirror.alias() + ".user").toString(), what, hint);
    }
}
