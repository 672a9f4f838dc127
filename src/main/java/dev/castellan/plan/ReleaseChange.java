package dev.castellan.plan;

import dev.castellan.kafka.knowledge.FeatureSpan;
import dev.castellan.observe.Live;
import dev.castellan.plan.Step.RestartNodes;
import dev.castellan.plan.Step.Soak;
import dev.castellan.plan.Step.WriteFiles;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.TargetKind;
import dev.castellan.target.NodeFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Another release of Kafka on a cluster that runs: one node first, which is watched for a while, then the others in
/// their batches. Each gets its files right before it restarts, so that a node that dies on the way comes back as the
/// release that it was.
///
/// What the cluster has agreed to use stays as it is: that is another step, [Finalizing].
final class ReleaseChange {
    private static final Duration ON_HOSTS = Duration.ofSeconds(30);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    private final Question question;
    private final ClusterSpec wanted;
    private final String version;
    private final Locking locking;
    private final QuorumChange quorum;

    /// Nodes that run another release than is wanted, and which.
    private final SortedMap<Integer, String> from = new TreeMap<>();

    private final SortedMap<Integer, WriteFiles> held = new TreeMap<>();

    ReleaseChange(Question question) {
        this.question = question;
        this.wanted = question.wanted();
        this.version = wanted.kafka().version().toString();
        this.locking = new Locking(question);
        this.quorum = new QuorumChange(question);
        if (question.have().live() instanceof Live.Awake) {
            for (NodeSpec node : wanted.nodes()) {
                running(node)
                        .flatMap(NodeFacts.Running::kafkaVersion)
                        .filter(now -> !now.equals(version))
                        .ifPresent(now -> from.put(node.id(), now));
            }
        }
    }

    /// Whether a node's files wait until it restarts.
    boolean holds(WriteFiles step) {
        if (!from.containsKey(step.node()) && !locking.waitsFor(step) && !quorum.waitsFor(step)) {
            return false;
        }
        held.put(step.node(), step);
        return true;
    }

    /// Restarts with what has to come before and after them.
    List<Step> steps(List<RestartNodes> batches) {
        if (held.isEmpty()) {
            return List.copyOf(batches);
        }
        List<Step> steps = new ArrayList<>();
        Optional<Integer> canary = canary(batches);
        canary.ifPresent(node -> {
            add(steps, RestartNodes.of(node, because(batches, node)));
            steps.add(new Soak(new TreeSet<>(List.of(node)), seconds(), "the first with Kafka " + version));
        });
        for (RestartNodes batch : batches) {
            NavigableSet<Integer> rest = new TreeSet<>(batch.nodes());
            canary.ifPresent(rest::remove);
            if (!rest.isEmpty()) {
                add(steps, rest.size() == batch.nodes().size() ? batch : Rolling.step(rest, batch.because()));
            }
        }
        return steps;
    }

    private void add(List<Step> steps, RestartNodes batch) {
        batch.nodes().forEach(node -> Optional.ofNullable(held.get(node)).ifPresent(steps::add));
        steps.add(batch);
    }

    /// Where a node runs the wanted release already, an earlier run has seen it do so.
    private Optional<Integer> canary(List<RestartNodes> batches) {
        boolean seen = wanted.nodes().stream()
                .anyMatch(node -> running(node)
                        .flatMap(NodeFacts.Running::kafkaVersion)
                        .filter(version::equals)
                        .isPresent());
        if (seen || from.size() < 2) {
            return Optional.empty();
        }
        List<Integer> order =
                batches.stream().flatMap(batch -> batch.nodes().stream()).toList();
        return order.stream()
                .filter(id -> wanted.node(id).filter(NodeSpec::isBroker).isPresent())
                .findFirst();
    }

    private static List<String> because(List<RestartNodes> batches, int node) {
        return batches.stream()
                .flatMap(batch -> batch.because().entrySet().stream())
                .filter(entry -> entry.getKey() == node)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(List.of());
    }

    private int seconds() {
        Duration usual = wanted.target() == TargetKind.hosts ? ON_HOSTS : ELSEWHERE;
        return (int) wanted.kafka().soak().orElse(usual).toSeconds();
    }

    /// What the wanted release cannot do, which the cluster does already.
    List<Problem> refusals() {
        if (from.isEmpty() || !(question.have().live() instanceof Live.Awake awake)) {
            return List.of();
        }
        SortedMap<String, FeatureSpan> spans = question.features().get();
        List<Problem> problems = new ArrayList<>();
        String where = Refusals.place(wanted.locate("kafka"), wanted.name());
        awake.features().forEach((name, feature) -> {
            FeatureSpan span = spans.getOrDefault(name, new FeatureSpan(0, 0));
            if (!span.holds(feature.level())) {
                problems.add(Problem.error(where, cannot(name, feature.level(), span), hint(feature.level(), span)));
            }
        });
        return problems;
    }

    private String cannot(String name, int level, FeatureSpan span) {
        String can = span.newest() == 0 ? "does not know it" : "knows " + span.oldest() + " to " + span.newest();
        return "the cluster uses " + name + " " + level + ", and Kafka " + version + " " + can;
    }

    private String hint(int level, FeatureSpan span) {
        String newest = from.values().stream()
                .max((a, b) -> KafkaVersion.parse(a)
                        .orElse(KafkaVersion.OLDEST)
                        .compareTo(KafkaVersion.parse(b).orElse(KafkaVersion.OLDEST)))
                .orElse(version);
        return level > span.newest()
                ? "it was finalized, and Kafka does not take that back: write kafka: " + newest
                : "go by a release between: castellan finalize there, then this one";
    }

    /// Whether a node runs another release than is wanted.
    boolean isUnderWay() {
        return !from.isEmpty();
    }

    private Optional<NodeFacts.Running> running(NodeSpec node) {
        return Optional.ofNullable(question.have().facts().nodes().get(node.id()))
                .flatMap(NodeFacts::running);
    }
}
