package dev.castellan.plan;

import dev.castellan.kafka.config.Doors;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.kafka.config.ServerSecurity;
import dev.castellan.observe.Live;
import dev.castellan.plan.Step.CreateUser;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Security;
import dev.castellan.spec.TargetKind;
import dev.castellan.target.Facts;
import dev.castellan.target.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// How a cluster that runs goes from open to locked, and back as long as it has both kinds of doors.
///
/// One kind of [Doors] after the other: all nodes restart into the next ones before the first of them goes beyond, so
/// that at any moment there are no more than two kinds, and these get on with each other. Where the cluster is on its
/// way stands in the nodes' own files, and nowhere else.
final class Locking {
    private final Question question;
    private final ClusterSpec wanted;
    private final Facts facts;

    /// The doors of each node by its file.
    private final SortedMap<Integer, Doors> have = new TreeMap<>();

    /// Those and the ones that nodes run with.
    private final NavigableSet<Doors> present = new TreeSet<>();

    /// Whether there is a way from those to the goal.
    private final boolean hasWay;

    /// What all nodes get now; empty where they keep what they have.
    private final Optional<Doors> next;

    Locking(Question question) {
        this.question = question;
        this.wanted = question.wanted();
        this.facts = question.have().facts();
        for (NodeFacts node : facts.nodes().values()) {
            if (node.clusterId().isPresent() && node.past().isPresent()) {
                Optional<Doors> own = read(node.files());
                own.ifPresent(doors -> have.put(node.id(), doors));
                node.running()
                        .flatMap(running ->
                                isSame(running.startedWith(), node.files()) ? own : read(running.startedWith()))
                        .ifPresent(present::add);
            }
        }
        present.addAll(have.values());
        this.hasWay = isUnderWay() && LockingRefusals.direction(this, wanted).isEmpty();
        this.next = hasWay && hindrance().isEmpty() ? Optional.of(next(present, goal())) : Optional.empty();
    }

    private static boolean isSame(Map<String, String> some, Map<String, String> others) {
        return ServerProperties.text(some).equals(ServerProperties.text(others));
    }

    /// The doors by a node's files; empty where these were damaged.
    static Optional<Doors> read(Map<String, String> files) {
        Map<String, String> properties = ServerProperties.in(files);
        return properties.containsKey("listener.security.protocol.map")
                ? Optional.of(ServerProperties.endpoint(properties).doors())
                : Optional.empty();
    }

    /// The next doors of all nodes.
    ///
    /// @param present those that nodes have now: of one kind, or of two that follow each other
    static Doors next(NavigableSet<Doors> present, Doors goal) {
        Doors first = present.first();
        Doors last = present.last();
        if (first == last) {
            return first.toward(goal);
        }
        return goal.compareTo(last) >= 0 ? last : first;
    }

    /// The doors that a node should have now.
    Doors doors(int node) {
        if (present.isEmpty()) {
            return wanted.security() == Security.none ? Doors.OPEN : Doors.LOCKED;
        }
        return next.orElseGet(() -> {
            Doors own = have.getOrDefault(node, present.first());
            return hasWay && running(node).isEmpty() ? back(own) : own;
        });
    }

    /// A node that does not run with its doors may have those before again, where the spec wants to go back.
    private Doors back(Doors own) {
        Doors before = own.toward(goal());
        boolean getsOn = present.stream().allMatch(before::getsOnWith);
        return before.compareTo(own) < 0 && getsOn ? before : own;
    }

    Doors goal() {
        return switch (wanted.security()) {
            case none -> Doors.OPEN;
            case both -> Doors.BOTH;
            case tls -> present.contains(Doors.LOCKED) ? Doors.LOCKED : Doors.CLOSED;
        };
    }

    NavigableSet<Doors> present() {
        return present;
    }

    /// Whether nodes are to have other doors than they have.
    boolean isUnderWay() {
        return !present.isEmpty() && !(present.size() == 1 && present.first() == goal());
    }

    /// What has to come first, for a person: nodes get other doors only where all of them can, and all are of one
    /// release.
    Optional<String> hindrance() {
        NavigableSet<Integer> away = new TreeSet<>();
        for (NodeSpec node : wanted.nodes()) {
            if (running(node.id()).isEmpty()) {
                away.add(node.id());
            }
        }
        if (!away.isEmpty()) {
            return Optional.of(PlanEntry.names(away) + (away.size() == 1 ? " does not run" : " do not run"));
        }
        NavigableSet<Integer> others = new TreeSet<>(facts.nodes().keySet());
        others.addAll(facts.unreachable().keySet());
        others.removeIf(
                id -> wanted.node(id).isPresent() && !facts.unreachable().containsKey(id));
        if (!others.isEmpty()) {
            return Optional.of(PlanEntry.names(others) + " cannot go along");
        }
        String release = wanted.kafka().version().toString();
        boolean otherRelease = wanted.nodes().stream()
                .flatMap(node -> running(node.id()).flatMap(NodeFacts.Running::kafkaVersion).stream())
                .anyMatch(version -> !version.equals(release));
        if (otherRelease) {
            return Optional.of("not all nodes run Kafka " + release);
        }
        return question.have().live() instanceof Live.Awake awake
                ? hindrance(awake)
                : Optional.of("the cluster does not answer");
    }

    private Optional<String> hindrance(Live.Awake awake) {
        Set<Integer> controllers = ids(wanted.controllers());
        Set<Integer> brokers = ids(wanted.brokers());
        if (awake.quorum().isEmpty() || awake.roster().voters().isEmpty()) {
            return Optional.of("the controllers did not say who leads");
        }
        if (!awake.roster().voters().keySet().equals(controllers)) {
            return Optional.of("those that vote are not the controllers of the spec");
        }
        if (!awake.brokers().equals(brokers)
                || !brokers.containsAll(awake.roster().registered())) {
            return Optional.of("the brokers that serve are not those of the spec");
        }
        return Optional.empty();
    }

    private static Set<Integer> ids(List<NodeSpec> nodes) {
        return nodes.stream().map(NodeSpec::id).collect(Collectors.toUnmodifiableSet());
    }

    private Optional<NodeFacts.Running> running(int node) {
        return Optional.ofNullable(facts.nodes().get(node)).flatMap(NodeFacts::running);
    }

    /// Whether a node that runs gets other doors with these files, and so gets them right before it restarts: one that
    /// dies before comes back as what it was.
    boolean waitsFor(Step.WriteFiles step) {
        return question.have().live() instanceof Live.Awake
                && reason(step.node(), step.after()).isPresent();
    }

    /// Why a node restarts, where it gets other doors with these files.
    Optional<String> reason(int node, Map<String, String> files) {
        Optional<NodeFacts.Running> running = running(node);
        if (running.isEmpty() || isSame(running.get().startedWith(), files)) {
            return Optional.empty();
        }
        Optional<Doors> now = read(running.get().startedWith());
        Optional<Doors> then = read(files);
        return now.isPresent() && then.isPresent() && now.get() != then.get()
                ? Optional.of(reason(now.get(), then.get()))
                : Optional.empty();
    }

    private static String reason(Doors now, Doors then) {
        boolean forth = now.compareTo(then) < 0;
        return switch (then) {
            case OPEN -> "its doors with TLS go";
            case ADDED -> forth ? "it gets doors with TLS, beside the plain ones" : "nodes go back to the plain doors";
            case BOTH -> forth ? "nodes go over to the doors with TLS" : "it gets plain doors again";
            case CLOSED, LOCKED -> "its plain doors go";
        };
    }

    /// Before the first door with TLS opens, Castellan itself has to have a name there.
    List<Step> before() {
        return next.filter(Doors.ADDED::equals).isPresent() && present.contains(Doors.OPEN)
                ? List.of(new CreateUser(
                        ServerSecurity.ADMIN, ServerSecurity.MECHANISM, "what Castellan itself comes as, with TLS"))
                : List.of();
    }

    /// The same as what stands in the way, where no step of a plan leads on.
    List<Problem> waiting(List<Step> steps) {
        return steps.isEmpty()
                ? waiting().stream()
                        .map(why -> Problem.error(
                                wanted.name(), why, "castellan status; the same command goes on once all is well"))
                        .toList()
                : List.of();
    }

    /// How many restarts of every node are still to come, and who gets in meanwhile; or what has to come first.
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (wanted.target() == TargetKind.hosts && wanted.security() == Security.none) {
            notes.add("security: none, so whoever reaches a port of these hosts is in");
        }
        progress().ifPresent(notes::add);
        return notes;
    }

    private Optional<String> progress() {
        if (next.isEmpty()) {
            return waiting();
        }
        int more = next.get().stepsTo(goal());
        return more == 0
                ? Optional.empty()
                : Optional.of("clients go on as they come; then "
                        + (more == 1 ? "one more restart" : more + " more restarts") + " of each node");
    }

    /// That nodes keep their doors for now, and why; empty where they do not have to.
    Optional<String> waiting() {
        return hasWay
                ? hindrance().map(first -> "security: " + wanted.security() + " waits, as " + first)
                : Optional.empty();
    }
}
