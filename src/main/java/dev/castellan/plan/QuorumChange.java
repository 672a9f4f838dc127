package dev.castellan.plan;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.Step.FinalizeFeature;
import dev.castellan.plan.Step.WriteFiles;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.QuorumKind;
import dev.castellan.target.NodeFacts;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where the controllers of a cluster stand, in every node's properties or in the metadata log, and how they get from
/// there into the log while it runs.
///
/// A node that is started without them in its properties, before they stand in the log, waits for a leader for ever. So
/// files lose them only once the log has them by the controllers' own word. Where nobody answers, files keep what they
/// have: there is no other record of how far a change has come.
final class QuorumChange {
    private final Question question;
    private final ClusterSpec wanted;

    /// By the controllers' own word; empty where nobody leads them.
    private final Optional<QuorumKind> said;

    /// By the file of each node that has its storage; nobody needs them where controllers have said it.
    private final SortedMap<Integer, QuorumKind> written = new TreeMap<>();

    /// Nodes that do not run.
    private final NavigableSet<Integer> away = new TreeSet<>();

    QuorumChange(Question question) {
        this.question = question;
        this.wanted = question.wanted();
        this.said = question.have().live() instanceof Live.Awake awake
                        && !awake.roster().voters().isEmpty()
                ? Optional.of(awake.roster().isStatic() ? QuorumKind.STATIC : QuorumKind.DYNAMIC)
                : Optional.empty();
        wanted.nodes().stream()
                .map(NodeSpec::id)
                .filter(id -> running(id).isEmpty())
                .forEach(away::add);
        if (said.isEmpty()) {
            for (NodeFacts have : question.have().facts().nodes().values()) {
                if (have.clusterId().isPresent()) {
                    read(Snapshot.properties(have)).ifPresent(kind -> written.put(have.id(), kind));
                }
            }
        }
    }

    /// By the controllers' own word; empty where nobody leads them.
    Optional<QuorumKind> said() {
        return said;
    }

    /// Whether the spec wants controllers in the log, and they are not there yet.
    boolean isWanted() {
        return wanted.quorum() == QuorumKind.DYNAMIC && said.equals(Optional.of(QuorumKind.STATIC));
    }

    /// What has to come first, for a person: every controller tells the leader which directory it votes with.
    Optional<String> hindrance() {
        return away.isEmpty()
                ? Optional.empty()
                : Optional.of(PlanEntry.names(away) + (away.size() == 1 ? " does not run" : " do not run"));
    }

    /// What a node's files say once this plan is applied.
    QuorumKind kind(NodeSpec node) {
        if (isWanted() && hindrance().isEmpty()) {
            return QuorumKind.DYNAMIC; // the first step writes them into the log
        }
        return said.or(() -> Optional.ofNullable(written.get(node.id())))
                .orElseGet(() -> isWritten(QuorumKind.STATIC) ? QuorumKind.STATIC : wanted.quorum());
    }

    /// Whether the file of some node says so, where the controllers do not.
    boolean isWritten(QuorumKind kind) {
        return written.containsValue(kind);
    }

    private static Optional<QuorumKind> read(Map<String, String> properties) {
        if (properties.containsKey(ServerProperties.VOTERS)) {
            return Optional.of(QuorumKind.STATIC);
        }
        return properties.containsKey(ServerProperties.ASKED) ? Optional.of(QuorumKind.DYNAMIC) : Optional.empty();
    }

    /// The files that a node should have now.
    SortedMap<String, String> files(NodeSpec node, Map<Integer, Endpoint> endpoints) {
        return question.files().files(wanted.with(kind(node)), node, endpoints);
    }

    /// First of all steps.
    List<Step> before() {
        if (!isWanted() || hindrance().isPresent() || !(question.have().live() instanceof Live.Awake awake)) {
            return List.of();
        }
        int now = Optional.ofNullable(awake.features().get(Finalizing.QUORUM_KIND))
                .map(Live.Feature::level)
                .orElse(0);
        return List.of(new FinalizeFeature(
                Finalizing.QUORUM_KIND, now, 1, "its controllers go into the metadata log; there is no way back"));
    }

    /// Whether files wait until their node restarts: one that dies before comes back as it was.
    boolean waitsFor(WriteFiles step) {
        return question.have().live() instanceof Live.Awake
                && reason(step.node(), step.after()).isPresent();
    }

    /// Why a node restarts, where these files name no voters any more.
    Optional<String> reason(int node, Map<String, String> files) {
        return running(node)
                .map(running -> ServerProperties.text(running.startedWith()))
                // Most name none, and reading them takes its time.
                .filter(now -> now.contains(ServerProperties.VOTERS)
                        && PropertiesText.read(now).containsKey(ServerProperties.VOTERS)
                        && read(ServerProperties.in(files)).equals(Optional.of(QuorumKind.DYNAMIC)))
                .map(now -> "its controllers stand in the metadata log now");
    }

    /// Whether a property says where controllers stand.
    static boolean isAbout(String property) {
        return property.equals(ServerProperties.VOTERS) || property.equals(ServerProperties.ASKED);
    }

    /// What a person should know of it.
    List<String> notes() {
        if (isWanted()) {
            return hindrance().map(first -> "quorum: dynamic waits, as " + first).stream()
                    .toList();
        }
        if (said.equals(Optional.of(QuorumKind.STATIC))) {
            return List.of(
                    "the quorum is static, so its controllers cannot come or go; with quorum: dynamic it changes,"
                            + " from Kafka " + QuorumRefusals.FIRST + " on");
        }
        return said.isEmpty() && wanted.quorum() == QuorumKind.DYNAMIC && isWritten(QuorumKind.STATIC)
                ? List.of("controller.quorum.voters stays in the files until the controllers answer: only they know"
                        + " whether the quorum is dynamic")
                : List.of();
    }

    private Optional<NodeFacts.Running> running(int node) {
        return Optional.ofNullable(question.have().facts().nodes().get(node)).flatMap(NodeFacts::running);
    }
}
