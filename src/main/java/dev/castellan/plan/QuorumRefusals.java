package dev.castellan.plan;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.observe.Live;
import dev.castellan.plan.Question.Risk;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.QuorumKind;
import dev.castellan.target.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What cannot be done about the kind of a quorum, or not at once, or not without a word.
final class QuorumRefusals {
    /// On 3.9 and 4.0 the same request is answered with success, and no voter is written down.
    static final String FIRST = "4.1";

    private final Membership membership;
    private final Question question;
    private final ClusterSpec wanted;
    private final QuorumChange change;
    private final List<Problem> problems = new ArrayList<>();

    private QuorumRefusals(Membership membership) {
        this.membership = membership;
        this.question = membership.staying();
        this.wanted = question.wanted();
        this.change = new QuorumChange(question);
    }

    static List<Problem> of(Membership membership) {
        QuorumRefusals refusals = new QuorumRefusals(membership);
        refusals.back();
        refusals.otherVoters();
        if (refusals.change.isWanted()) {
            refusals.tooOld();
            refusals.besideOthers();
            if (refusals.problems.isEmpty()) {
                refusals.withoutAWord();
            }
        }
        return refusals.problems;
    }

    private void back() {
        boolean dynamic =
                change.said().map(QuorumKind.DYNAMIC::equals).orElseGet(() -> change.isWritten(QuorumKind.DYNAMIC));
        if (wanted.quorum() == QuorumKind.STATIC && dynamic) {
            refuse(
                    "the quorum is dynamic: its controllers stand in the metadata log, and Kafka does not take that"
                            + " back",
                    "write quorum: dynamic, or leave it out");
        }
    }

    /// The release of the spec, or the oldest that runs.
    private void tooOld() {
        Stream<KafkaVersion> running = question.have().facts().nodes().values().stream()
                .flatMap(node -> node.running().flatMap(NodeFacts.Running::kafkaVersion).stream())
                .flatMap(version -> KafkaVersion.parse(version).stream());
        KafkaVersion oldest = Stream.concat(Stream.of(wanted.kafka().version()), running)
                .min(KafkaVersion::compareTo)
                .orElse(KafkaVersion.OLDEST);
        if (!oldest.isAtLeast(4, 1)) {
            refuse(
                    "a static quorum becomes dynamic from Kafka " + FIRST + " on: " + oldest
                            + " would say that it is done, and write no voters into its log",
                    "write quorum: static, go to a newer release with it, then write quorum: dynamic");
        }
    }

    /// It cannot be taken back, so nothing goes along that could go wrong for another reason.
    private void besideOthers() {
        List<String> others = new ArrayList<>();
        if (new ReleaseChange(question).isUnderWay()) {
            others.add("another release");
        }
        NavigableSet<Integer> coming = wanted.nodes().stream()
                .filter(node -> Optional.ofNullable(
                                question.have().facts().nodes().get(node.id()))
                        .flatMap(NodeFacts::clusterId)
                        .isEmpty())
                .map(NodeSpec::id)
                .collect(Collectors.toCollection(TreeSet::new));
        coming.addAll(membership.filling());
        if (!coming.isEmpty()) {
            others.add(PlanEntry.names(coming));
        }
        if (!membership.leaving().isEmpty()) {
            others.add("the end of " + PlanEntry.names(membership.leaving()));
        }
        if (!others.isEmpty()) {
            refuse(
                    "the quorum is static, and becomes dynamic in a plan of its own, not beside "
                            + String.join(", nor ", others),
                    "write quorum: static until that is done, or take that back until the quorum is dynamic");
        }
    }

    private void withoutAWord() {
        if (!question.accepted().contains(Risk.NO_WAY_BACK)) {
            refuse(
                    "the quorum is static, and would become dynamic, which Kafka does not take back",
                    "to agree: --accept-risk=" + Risk.NO_WAY_BACK.text()
                            + "; to leave it as it is: write quorum: static");
        }
    }

    /// Nodes that go by different lists of controllers may follow different leaders.
    private void otherVoters() {
        SortedMap<Integer, Endpoint> endpoints = Ports.of(question);
        for (NodeSpec node : wanted.nodes()) {
            NodeFacts have = question.have().facts().nodes().get(node.id());
            String now = have == null || have.past().isEmpty() ? "" : voters(have.files());
            String then = now.isEmpty() ? "" : voters(change.files(node, endpoints));
            if (!then.isEmpty() && mayNotBecome(now, then)) {
                refuse(
                        "the quorum is static, and its controllers would be others or elsewhere: " + now + " -> "
                                + then,
                        "leave nodes, ports and addresses of controllers as they are; once the quorum is dynamic, "
                                + "they can change");
                return;
            }
        }
    }

    private static String voters(Map<String, String> files) {
        return ServerProperties.in(files).getOrDefault(ServerProperties.VOTERS, "");
    }

    /// Who comes and goes by the word of those who vote is [MembershipRefusals]' business.
    private boolean mayNotBecome(String now, String then) {
        return ids(now).equals(ids(then))
                ? !now.equals(then) && !(question.have().live() instanceof Live.Asleep)
                : change.said().isEmpty();
    }

    private static List<String> ids(String voters) {
        return Stream.of(voters.split(",", -1))
                .map(voter -> voter.replaceAll("@.*", "").strip())
                .sorted()
                .toList();
    }

    private void refuse(String what, String hint) {
        problems.add(Problem.error(Refusals.place(wanted.locate("quorum"), wanted.name()), what, hint));
    }
}
