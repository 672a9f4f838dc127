package dev.castellan.plan;

import dev.castellan.kafka.config.Doors;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.kafka.config.ServerSecurity;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.Question.Risk;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Security;
import dev.castellan.spec.TargetKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What cannot be done about the doors of a cluster, or not at once, or not without a word.
final class LockingRefusals {
    private final Question question;
    private final ClusterSpec wanted;
    private final Locking locking;
    private final List<Problem> problems = new ArrayList<>();

    private LockingRefusals(Question question) {
        this.question = question;
        this.wanted = question.wanted();
        this.locking = new Locking(question);
    }

    static List<Problem> of(Question question) {
        LockingRefusals refusals = new LockingRefusals(question);
        Optional<Problem> direction = direction(refusals.locking, refusals.wanted);
        direction.ifPresent(refusals.problems::add);
        if (direction.isEmpty()) {
            refusals.notThere();
            refusals.ownRules();
            refusals.ports();
            refusals.shutOut();
        }
        return refusals.problems;
    }

    /// Why there is no way from the doors that nodes have to those that are wanted.
    static Optional<Problem> direction(Locking locking, ClusterSpec wanted) {
        if (!locking.isUnderWay()) {
            return Optional.empty();
        }
        Doors first = locking.present().first();
        Doors last = locking.present().last();
        if (!first.getsOnWith(last)) {
            return problem(
                    wanted,
                    "its nodes have doors of kinds that never were there together: " + first + " and " + last,
                    "castellan restart them with the files they had, or put those back by hand");
        }
        if (last == Doors.LOCKED || (first == Doors.CLOSED && wanted.security() != Security.tls)) {
            return problem(
                    wanted,
                    "the cluster is locked",
                    "opening one that exists is not supported yet: write security: tls");
        }
        if (wanted.security() == Security.tls && first.compareTo(Doors.BOTH) < 0) {
            return problem(
                    wanted,
                    "the cluster is open, and clients that come without TLS would be shut out at once",
                    "write security: both first and apply it; then, when all of them come with TLS, tls");
        }
        if (wanted.security() == Security.none && last == Doors.CLOSED) {
            return problem(
                    wanted,
                    "some of its nodes have closed their plain doors",
                    "write security: both first and apply it; then none");
        }
        return Optional.empty();
    }

    private static Optional<Problem> problem(ClusterSpec wanted, String what, String hint) {
        return Optional.of(Problem.error(Refusals.place(wanted.locate("security"), wanted.name()), what, hint));
    }

    /// Two kinds of doors are for clients that came before the cluster was locked.
    private void notThere() {
        if (wanted.security() == Security.both && locking.present().isEmpty()) {
            refuse("a cluster that is new has no clients yet that come without TLS", "write security: tls");
        }
        if (locking.isUnderWay()
                && question.have().live() instanceof Live.Awake awake
                && awake.roster().isStatic()) {
            refuse(
                    "its controllers stand in every node's properties (controller.quorum.voters), and cannot get"
                            + " other addresses while it runs",
                    "write security: none, and make the quorum dynamic first: quorum: dynamic");
        }
    }

    /// Who comes without TLS may do everything while there are two kinds of doors: where that was not so before, it
    /// must not come unasked.
    private void ownRules() {
        boolean kept = locking.present().contains(Doors.OPEN)
                && wanted.security() == Security.both
                && question.have().facts().nodes().values().stream()
                        .map(Snapshot::properties)
                        .anyMatch(LockingRefusals::keepsSomebodyOut);
        if (kept) {
            refuse(
                    "it has an authorizer already, and who comes without TLS would be a super user of it for a while",
                    "write super.users: User:ANONYMOUS under config and apply that first, if that may be");
        }
        if (wanted.security() == Security.none && locking.isUnderWay()) {
            wanted.config().keySet().stream()
                    .filter(ServerSecurity::isAboutDoors)
                    .sorted()
                    .findFirst()
                    .ifPresent(name -> problems.add(Problem.error(
                            Refusals.place(wanted.locate("config." + name), wanted.name()),
                            name + " is Castellan's to write until the doors with TLS are gone",
                            "take it out, apply, then put it back")));
        }
    }

    private static boolean keepsSomebodyOut(Map<String, String> properties) {
        return !properties.getOrDefault("authorizer.class.name", "").isEmpty()
                && !properties.getOrDefault("super.users", "").contains(ServerSecurity.ANYBODY)
                && ServerProperties.endpoint(properties).doors() == Doors.OPEN;
    }

    /// Clients were told the port of the doors with TLS: it is theirs for good.
    private void ports() {
        Map<Integer, Endpoint> endpoints = question.have().endpoints();
        for (NodeSpec node : wanted.nodes()) {
            Endpoint now = endpoints.getOrDefault(node.id(), Endpoint.NOWHERE);
            Endpoint tls = now.withTls();
            if (wanted.target() == TargetKind.hosts) {
                asTold(node, now);
            } else if (locking.goal() == Doors.CLOSED && now.doors().isOnItsWay()) {
                another(node, "port", node.port(), tls.clientPort());
                another(node, "controller-port", node.controllerPort(), tls.controllerPort());
            } else if (now.doors().isOnItsWay()) {
                same(node, "port", node.port(), tls.clientPort());
                same(node, "controller-port", node.controllerPort(), tls.controllerPort());
            }
        }
    }

    /// Nodes of hosts listen where the spec says, so it has to say what clients were told.
    private void asTold(NodeSpec node, Endpoint now) {
        if (!now.doors().isOnItsWay()) {
            return;
        }
        Endpoint tls = now.withTls();
        Endpoint said = Endpoint.usual(wanted, node, now.host());
        int beyond = locking.goal() == Doors.CLOSED ? 0 : NodeSpec.TLS_BEYOND;
        List<String> write = new ArrayList<>();
        port(said.clientPort(), tls.clientPort(), beyond).ifPresent(port -> write.add("port: " + port));
        port(said.controllerPort(), tls.controllerPort(), beyond)
                .ifPresent(port -> write.add("controller-port: " + port));
        if (!write.isEmpty()) {
            problems.add(Problem.error(
                    Refusals.place(node.location(), node.name()),
                    "with the ports of the spec " + node.name()
                            + " would listen for TLS elsewhere than clients and nodes were told",
                    "write " + String.join(", ", write)));
        }
    }

    /// What a port of the spec should be, where it is something else.
    private static OptionalInt port(OptionalInt said, OptionalInt told, int beyond) {
        boolean differs = said.isPresent() && told.isPresent() && said.getAsInt() + beyond != told.getAsInt();
        return differs ? OptionalInt.of(told.getAsInt() - beyond) : OptionalInt.empty();
    }

    private void another(NodeSpec node, String field, OptionalInt given, OptionalInt kept) {
        if (given.isPresent() && kept.isPresent() && given.getAsInt() != kept.getAsInt()) {
            problems.add(Problem.error(
                    Refusals.place(node.location(), node.name()),
                    field + " " + given.getAsInt() + " of " + node.name()
                            + " is the plain one, and with TLS it listens at " + kept.getAsInt(),
                    "write " + field + ": " + kept.getAsInt() + ", or leave " + field + " out"));
        }
    }

    private void same(NodeSpec node, String field, OptionalInt given, OptionalInt kept) {
        if (given.isPresent() && given.equals(kept)) {
            problems.add(Problem.error(
                    Refusals.place(node.location(), node.name()),
                    field + " " + given.getAsInt() + " of " + node.name() + " is the one with TLS",
                    "name another for the plain door, or leave " + field + " out"));
        }
    }

    /// Nobody can know who still comes without TLS, so the last step waits for a word.
    private void shutOut() {
        boolean closing = locking.goal() == Doors.CLOSED && locking.isUnderWay();
        if (closing && !question.accepted().contains(Risk.PLAIN_CLIENTS)) {
            refuse(
                    "clients that still come without TLS are shut out once the plain doors are closed",
                    "if there are none left: --accept-risk=" + Risk.PLAIN_CLIENTS.text());
        }
    }

    private void refuse(String what, String hint) {
        problem(wanted, what, hint).ifPresent(problems::add);
    }
}
