package dev.castellan.plan;

import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.Step.FinalizeFeature;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.NodeFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Lets a cluster use what its release can do, feature by feature and each by its name. The catch-all of Kafka's own
/// tool would change the kind of the quorum too.
public final class Finalizing {
    private static final String METADATA_VERSION = "metadata.version";

    /// Says which kind of quorum there is: changed with the quorum or not at all.
    public static final String QUORUM_KIND = "kraft.version";

    private Finalizing() {}

    /// What can be finalized, `metadata.version` first: others may want it.
    public static List<FinalizeFeature> pending(Live.Awake awake) {
        List<FinalizeFeature> steps = new ArrayList<>();
        awake.features().forEach((name, feature) -> {
            if (feature.level() < feature.newest() && !name.equals(QUORUM_KIND)) {
                FinalizeFeature step = new FinalizeFeature(name, feature.level(), feature.newest(), "");
                steps.add(name.equals(METADATA_VERSION) ? 0 : steps.size(), step);
            }
        });
        return steps;
    }

    /// Whether the release can do more than the cluster has agreed to use; other features may stay off for good.
    public static boolean isPending(Live.Awake awake) {
        return pending(awake).stream().anyMatch(step -> step.feature().equals(METADATA_VERSION));
    }

    /// For a plan and a status, where something is pending.
    static Optional<String> note(Live.Awake awake) {
        return !isPending(awake)
                ? Optional.empty()
                : Optional.of("not finalized yet: "
                        + pending(awake).stream()
                                .map(step -> step.feature() + " " + step.before() + " -> " + step.after())
                                .collect(Collectors.joining(", "))
                        + "; until castellan finalize the release can be taken back");
    }

    /// Why nothing may be finalized now.
    public static List<Problem> refusals(ClusterSpec wanted, Snapshot now) {
        String version = wanted.kafka().version().toString();
        if (!(now.live() instanceof Live.Awake)) {
            return List.of(Problem.error(
                    wanted.name(), "the cluster does not answer, and it would have to agree", "castellan up"));
        }
        Set<String> others = new TreeSet<>();
        for (NodeSpec node : wanted.nodes()) {
            NodeFacts facts = now.facts().nodes().get(node.id());
            Optional<NodeFacts.Running> running = facts == null ? Optional.empty() : facts.running();
            String runs =
                    running.flatMap(NodeFacts.Running::kafkaVersion).orElse(running.isEmpty() ? "nothing" : version);
            if (!runs.equals(version)) {
                others.add(node.name() + " runs " + (running.isEmpty() ? runs : "Kafka " + runs));
            }
        }
        return others.isEmpty()
                ? List.of()
                : List.of(Problem.error(
                        wanted.name(),
                        "not every node runs Kafka " + version + ": " + String.join(", ", others),
                        "castellan apply, then castellan finalize"));
    }

    /// Those of the pending ones that were asked for by name; all where none was.
    ///
    /// @return empty where a name is not pending
    public static Optional<List<FinalizeFeature>> chosen(List<FinalizeFeature> pending, Collection<String> names) {
        Set<String> known = pending.stream().map(FinalizeFeature::feature).collect(Collectors.toUnmodifiableSet());
        return known.containsAll(names)
                ? Optional.of(pending.stream()
                        .filter(step -> names.isEmpty() || names.contains(step.feature()))
                        .toList())
                : Optional.empty();
    }
}
