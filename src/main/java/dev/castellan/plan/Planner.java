package dev.castellan.plan;

import dev.castellan.doctor.Finding;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.observe.Live;
import dev.castellan.plan.Step.ChooseIdentity;
import dev.castellan.plan.Step.FormatStorage;
import dev.castellan.plan.Step.Install;
import dev.castellan.plan.Step.Prepare;
import dev.castellan.plan.Step.StartNodes;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.QuorumKind;
import dev.castellan.spec.Security;
import dev.castellan.target.Facts;
import dev.castellan.target.Identity;
import dev.castellan.target.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Works out what makes the world as the spec wants it. The same question gives the same plan.
public final class Planner {
    private final Membership membership;
    private final Question question;
    private final ClusterSpec wanted;
    private final Facts facts;
    private final SortedMap<Integer, Endpoint> endpoints;
    private final Optional<ConfigChanges> changes;
    private final CertificateChanges certificates;
    private final ReleaseChange release;
    private final Locking locking;
    private final QuorumChange quorum;
    private final PrometheusChanges prometheus;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Planner(Membership membership) {
        this.membership = membership;
        this.question = membership.staying();
        this.wanted = question.wanted();
        this.facts = question.have().facts();
        this.endpoints = Ports.of(question);
        this.certificates = new CertificateChanges(question, new TreeMap<>());
        this.release = new ReleaseChange(question);
        this.locking = new Locking(question);
        this.quorum = new QuorumChange(question);
        this.prometheus = new PrometheusChanges(question);
        this.changes = question.have().live() instanceof Live.Awake awake
                ? Optional.of(new ConfigChanges(question, awake, endpoints))
                : Optional.empty();
    }

    /// A plan, or why there can be none.
    ///
    /// @param problems what is wrong with the spec; with errors among them nothing may be applied
    /// @param obstacles what has to be mended in the world first
    public record Answer(Plan plan, List<Problem> problems, List<Problem> obstacles) {}

    public static Answer plan(Question asked) {
        Membership membership = Membership.of(asked);
        Question question = membership.staying();
        List<Problem> problems = new ArrayList<>(Refusals.of(question));
        problems.addAll(MembershipRefusals.of(membership));
        problems.addAll(QuorumRefusals.of(membership));
        List<Problem> obstacles = Obstacles.of(question);
        if (!Problem.errorsIn(problems).isEmpty() || !obstacles.isEmpty()) {
            return new Answer(none(question), problems, obstacles);
        }
        Planner planner = new Planner(membership);
        planner.steps.addAll(planner.prometheus.leaving());
        planner.steps.addAll(planner.quorum.before());
        planner.notes.addAll(planner.quorum.notes());
        planner.changes.ifPresent(changes -> planner.steps.addAll(changes.takenBack()));
        planner.notes.addAll(planner.locking.notes());
        planner.members().ifPresent(members -> planner.steps.addAll(members.before()));
        planner.install();
        planner.start();
        planner.change();
        planner.beside();
        planner.outage().ifPresent(problems::add);
        if (!Problem.errorsIn(problems).isEmpty()) {
            return new Answer(none(question), problems, obstacles);
        }
        planner.notes.addAll(MemberChanges.notes(membership));
        List<Problem> waiting = planner.locking.waiting(planner.steps);
        if (!waiting.isEmpty()) {
            return new Answer(none(question), problems, waiting);
        }
        return new Answer(
                new Plan(question.wanted().name(), version(question), planner.steps, planner.notes),
                problems,
                obstacles);
    }

    /// All that is found on the machines, whether it stands in the way or not.
    public static List<Finding> findings(Question question) {
        return Obstacles.findings(Membership.of(question).staying());
    }

    private static Plan none(Question question) {
        return new Plan(question.wanted().name(), version(question), List.of(), List.of());
    }

    /// What gives nodes new storage that lost theirs, and a controller a new vote, and starts those that do not run.
    static List<Step> refill(Question question, SortedSet<Integer> nodes) {
        Planner planner = new Planner(Membership.of(question));
        List<Step> steps = new ArrayList<>();
        planner.members().ifPresent(members -> addOf(steps, members.before(), nodes));
        planner.format(planner.facts.identity().or(planner::ofStorage).orElse(question.fresh()));
        planner.steps.stream()
                .filter(FormatStorage.class::isInstance)
                .forEach(step -> steps.addAll(only((FormatStorage) step, nodes)));
        NavigableSet<Integer> stopped = planner.stopped();
        stopped.retainAll(nodes);
        if (!stopped.isEmpty()) {
            steps.add(new StartNodes(stopped, ""));
        }
        planner.members().ifPresent(members -> addOf(steps, members.votes(), nodes));
        return steps;
    }

    /// The same for some nodes; nothing where none of them is meant.
    private static List<Step> only(FormatStorage step, SortedSet<Integer> nodes) {
        SortedSet<Integer> voters = new TreeSet<>(step.firstVoters());
        SortedSet<Integer> others = new TreeSet<>(step.joining());
        voters.retainAll(nodes);
        others.retainAll(nodes);
        return voters.isEmpty() && others.isEmpty()
                ? List.of()
                : List.of(new FormatStorage(voters, others, step.clusterId(), step.initialControllers(), step.why()));
    }

    private static void addOf(List<Step> steps, List<Step> all, SortedSet<Integer> nodes) {
        all.stream()
                .filter(step -> step instanceof Step.OfMember member && nodes.contains(member.node()))
                .forEach(steps::add);
    }

    private static String version(Question question) {
        return question.wanted().kafka().version().toString();
    }

    private void install() {
        boolean allRun = wanted.nodes().stream().allMatch(node -> isRunning(node.id()));
        if (facts.startup() == Facts.Startup.COLD && (!allRun || release.isUnderWay())) {
            steps.add(new Prepare("once for Kafka " + version(question) + ", so that nodes start in half the time"));
        }
        Identity identity = facts.identity().or(this::ofStorage).orElse(question.fresh());
        wanted.nodes()
                .forEach(node -> question.files()
                        .missing(node)
                        .ifPresent(software -> steps.add(new Install(node.id(), software, whyInstall(node)))));
        if (facts.identity().isEmpty() && !isFormatted()) {
            steps.add(new ChooseIdentity(identity, "a new cluster"));
        } else if (!unidentified().isEmpty()) {
            steps.add(new ChooseIdentity(identity, "not known yet on " + PlanEntry.names(unidentified())));
        }
        steps.addAll(certificates.certify());
        FileChanges files = new FileChanges(membership, endpoints);
        wanted.nodes().stream()
                .flatMap(node -> files.of(node).stream())
                .filter(write -> !release.holds(write))
                .forEach(steps::add);
        format(identity);
    }

    /// Machines of nodes that leave need not know any more.
    private SortedSet<Integer> unidentified() {
        SortedSet<Integer> unidentified = new TreeSet<>(facts.unidentified());
        unidentified.removeIf(id -> wanted.node(id).isEmpty());
        return unidentified;
    }

    private String whyInstall(NodeSpec node) {
        return installed(node.id()).isPresent()
                ? "not whole any more"
                : node.host().orElse("");
    }

    /// What the storage itself is formatted with, where nobody wrote it down.
    private Optional<Identity> ofStorage() {
        return facts.nodes().values().stream()
                .flatMap(node -> node.clusterId().stream())
                .sorted()
                .findFirst()
                .map(id -> new Identity(id, new TreeMap<>()));
    }

    private void format(Identity identity) {
        SortedSet<Integer> voters = new TreeSet<>();
        SortedSet<Integer> joining = new TreeSet<>();
        boolean anew = isFormatted() && hasMovedControllers();
        for (NodeSpec node : wanted.nodes()) {
            boolean voter = isFirst()
                    && identity.directoryIds().containsKey(node.id())
                    && quorum.kind(node) == QuorumKind.DYNAMIC;
            if (waits(node)) {
                continue;
            }
            if (installed(node.id()).flatMap(NodeFacts::clusterId).isEmpty() || (anew && voter)) {
                (voter ? voters : joining).add(node.id());
            }
        }
        if (!voters.isEmpty() || !joining.isEmpty()) {
            String why = anew ? "never started, and the controllers have other ports now" : "storage without a cluster";
            steps.add(new FormatStorage(
                    voters,
                    joining,
                    identity.clusterId(),
                    initialControllers(identity),
                    Lost.of(question).isEmpty() ? why : "what it held is lost"));
        }
    }

    /// Whether the controllers make up their first quorum: nothing ever ran, or nothing is left of what did.
    private boolean isFirst() {
        return facts.isUntouched() || !isFormatted();
    }

    /// A controller that comes back with a blank directory has a new vote to get, and an old one to lose: those that
    /// have theirs run first. One that is new to a locked cluster has to be let in by it.
    private boolean waits(NodeSpec node) {
        boolean blank = installed(node.id()).flatMap(NodeFacts::clusterId).isEmpty();
        boolean fresh = installed(node.id()).flatMap(NodeFacts::past).isEmpty();
        boolean locked = wanted.security() != Security.none && question.have().live() instanceof Live.Silent;
        boolean lost = node.isController() && !Lost.of(question).isEmpty();
        return blank && !isFirst() && membership.awake().isEmpty() && (lost || (fresh && locked));
    }

    private Optional<MemberChanges> members() {
        return membership.awake().map(awake -> new MemberChanges(membership, awake, endpoints));
    }

    /// Storage is formatted with the addresses of the first controllers: as long as nothing ran, they can be chosen
    /// anew.
    private boolean hasMovedControllers() {
        Map<Integer, Endpoint> installed = question.have().endpoints();
        return facts.isUntouched()
                && endpoints.entrySet().stream()
                        .anyMatch(entry -> installed.containsKey(entry.getKey())
                                && !Objects.requireNonNull(installed.get(entry.getKey()))
                                        .controllerPort()
                                        .equals(entry.getValue().controllerPort()));
    }

    /// `id@host:port:directoryId,...`, as KIP-853 defines it; none where they stand in every node's properties.
    private String initialControllers(Identity identity) {
        if (wanted.quorum() == QuorumKind.STATIC) {
            return "";
        }
        return new TreeMap<>(identity.directoryIds())
                .entrySet().stream()
                        .filter(entry -> endpoints.containsKey(entry.getKey()))
                        .map(entry -> entry.getKey() + "@"
                                + Objects.requireNonNull(endpoints.get(entry.getKey()))
                                        .controller() + ":"
                                + entry.getValue())
                        .collect(Collectors.joining(","));
    }

    private void start() {
        NavigableSet<Integer> stopped = stopped();
        wanted.nodes().stream().filter(this::waits).forEach(node -> stopped.remove(node.id()));
        if (membership.awake().isEmpty()) {
            // Until the cluster runs, those that are to leave belong to it.
            membership.leaving().stream()
                    .filter(id -> installed(id).flatMap(NodeFacts::clusterId).isPresent() && !isRunning(id))
                    .forEach(stopped::add);
        }
        NavigableSet<Integer> blank = Lost.of(question).stream()
                .map(storage -> storage.node().id())
                .filter(stopped::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        if (stopped.isEmpty() && question.have().live() instanceof Live.Silent) {
            // An earlier run was cut off while they started: this one waits in its place.
            wanted.nodes().stream().filter(node -> !waits(node)).forEach(node -> stopped.add(node.id()));
            start(stopped);
        } else if (!blank.containsAll(stopped)) {
            // The others may still take a blank controller for their leader: they elect another before it comes back.
            stopped.removeAll(blank);
            start(stopped);
            start(blank);
        } else {
            start(stopped);
        }
    }

    private NavigableSet<Integer> stopped() {
        return wanted.nodes().stream()
                .map(NodeSpec::id)
                .filter(id -> !isRunning(id))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void start(SortedSet<Integer> stopped) {
        if (!stopped.isEmpty()) {
            steps.add(new StartNodes(stopped, whyStart(stopped)));
        }
    }

    private String whyStart(SortedSet<Integer> nodes) {
        if (nodes.stream().allMatch(this::isRunning)) {
            return "running, and the cluster does not answer yet";
        }
        boolean all = nodes.size() == wanted.nodes().size() && nodes.stream().noneMatch(this::isRunning);
        return all ? "nothing runs" : "not running";
    }

    private void change() {
        switch (question.have().live()) {
            case Live.Awake awake -> {
                members().ifPresent(members -> steps.addAll(members.votes()));
                steps.addAll(locking.before());
                changes.ifPresent(changed -> {
                    steps.addAll(changed.dynamic());
                    certificates.restarts().forEach(changed::restart);
                    steps.addAll(certificates.reloads(changed.restarting()));
                    Rolling rolling = new Rolling(wanted, awake, changed.restarts());
                    steps.addAll(release.steps(rolling.steps(question.maxUnavailable())));
                    notes.addAll(rolling.notes(question.maxUnavailable()));
                    notes.addAll(changed.notes());
                });
                Finalizing.note(awake).ifPresent(notes::add);
                TopicChanges topics = new TopicChanges(wanted, awake, stopped());
                steps.addAll(topics.steps(moves -> new Relocation(membership, awake).with(moves, topics.doomed())));
                notes.addAll(topics.notes());
                AccessChanges access = access(awake);
                steps.addAll(access.steps());
                notes.addAll(access.notes());
                members().ifPresent(members -> {
                    steps.addAll(members.settled());
                    steps.addAll(members.departures());
                });
            }
            case Live.Silent silent -> {
                boolean anythingStarts = steps.stream().anyMatch(StartNodes.class::isInstance);
                notes.add(
                        (anythingStarts
                                ? "topics and properties are compared once the cluster answers"
                                : "the cluster does not answer, so topics and properties could not be compared: "
                                        + silent.why()));
            }
            case Live.Asleep ignored -> {
                if (isFormatted()) {
                    notes.add("topics and dynamic properties are compared once the cluster runs");
                } else {
                    steps.addAll(new TopicChanges(wanted, TopicChanges.EMPTY, stopped()).steps());
                    steps.addAll(access(TopicChanges.EMPTY).steps());
                }
            }
        }
    }

    /// What lives beside nodes.
    private void beside() {
        ConnectChanges connect = new ConnectChanges(question, endpoints, isFormatted());
        steps.addAll(connect.steps());
        notes.addAll(connect.notes());
        steps.addAll(prometheus.steps());
        notes.addAll(prometheus.notes());
    }

    /// What goes down with the nodes that restart, where nobody agreed to that.
    private Optional<Problem> outage() {
        return changes.isPresent() && question.have().live() instanceof Live.Awake awake
                ? Outage.refusal(
                        awake,
                        changes.get().restarting(),
                        question.accepted(),
                        Refusals.place(wanted.locate("topics"), wanted.name()))
                : Optional.empty();
    }

    private AccessChanges access(Live.Awake awake) {
        return new AccessChanges(wanted, awake.access(), AccessRefusals.privileged(question));
    }

    private boolean isFormatted() {
        return facts.nodes().values().stream().anyMatch(node -> node.clusterId().isPresent());
    }

    private boolean isRunning(int id) {
        return installed(id).flatMap(NodeFacts::running).isPresent();
    }

    private Optional<NodeFacts> installed(int id) {
        return Optional.ofNullable(facts.nodes().get(id));
    }
}
