package dev.castellan.plan;

import dev.castellan.kafka.config.Doors;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Security;
import dev.castellan.target.Blueprint;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/// Gives every node its ports: what the spec insists on, else what the node has, else the next free pair from 9092.
final class Ports {
    private static final int FIRST = 9092;

    private final Blueprint files;
    private final Security security;
    private final IntFunction<Doors> doors;
    private final Set<Integer> used;
    private final Set<Integer> given;
    private int next = FIRST;

    private Ports(Blueprint files, Security security, IntFunction<Doors> doors, Set<Integer> used, Set<Integer> given) {
        this.files = files;
        this.security = security;
        this.doors = doors;
        this.used = used;
        this.given = given;
    }

    /// Ports are kept for good once a node of the cluster has run; until then, one that somebody else took is given up.
    static SortedMap<Integer, Endpoint> of(Question question) {
        Set<Integer> taken = new HashSet<>(question.have().facts().takenPorts());
        Map<Integer, Endpoint> installed = question.have().endpoints();
        if (question.files().numbering() == Blueprint.Numbering.USUAL_PORTS) {
            return usual(question, installed);
        }
        if (question.have().facts().isUntouched()) {
            installed.replaceAll((id, endpoint) -> new Endpoint(
                    endpoint.host(),
                    free(id, endpoint.clientPort(), question, taken),
                    free(id, endpoint.nodePort(), question, taken),
                    free(id, endpoint.controllerPort(), question, taken)));
        }
        return assign(question.wanted(), installed, taken, question.files(), new Locking(question)::doors);
    }

    /// Where every node has a machine, the usual ports are what people expect to find, and a taken one is for them to
    /// free.
    private static SortedMap<Integer, Endpoint> usual(Question question, Map<Integer, Endpoint> installed) {
        ClusterSpec spec = question.wanted();
        Locking locking = new Locking(question);
        SortedMap<Integer, Endpoint> assigned = new TreeMap<>();
        for (NodeSpec node : spec.nodes()) {
            Endpoint usual = Endpoint.usual(spec, node, question.files().host(node));
            Endpoint now = installed.getOrDefault(node.id(), Endpoint.NOWHERE);
            assigned.put(node.id(), usual(usual, now, locking.doors(node.id()), spec.security()));
        }
        return assigned;
    }

    /// @param usual as the spec has it: with `tls` its ports are those of the doors with TLS, else of the plain ones
    static Endpoint usual(Endpoint usual, Endpoint now, Doors then, Security security) {
        OptionalInt between =
                now.nodePort().isPresent() && usual.nodePort().isEmpty() ? now.nodePort() : usual.nodePort();
        return switch (then) {
            case OPEN -> new Endpoint(usual.host(), usual.clientPort(), OptionalInt.empty(), usual.controllerPort());
            case LOCKED -> usual;
            case ADDED, BOTH -> {
                Endpoint plain = security == Security.tls ? now : usual;
                yield new Endpoint(
                        usual.host(),
                        plain.clientPort(),
                        between,
                        plain.controllerPort(),
                        then,
                        Endpoint.Beside.usual(plain.clientPort(), plain.controllerPort()));
            }
            case CLOSED ->
                new Endpoint(
                        usual.host(),
                        usual.clientPort(),
                        between,
                        usual.controllerPort(),
                        then,
                        Endpoint.Beside.NOTHING);
        };
    }

    private static OptionalInt free(int node, OptionalInt port, Question question, Set<Integer> taken) {
        if (port.isEmpty() || question.holder().apply(node, port.getAsInt()).isEmpty()) {
            return port;
        }
        taken.add(port.getAsInt());
        return OptionalInt.empty();
    }

    static SortedMap<Integer, Endpoint> assign(
            ClusterSpec spec,
            Map<Integer, Endpoint> installed,
            Set<Integer> taken,
            Blueprint files,
            IntFunction<Doors> doors) {
        Set<Integer> used = new HashSet<>(taken);
        installed.values().forEach(endpoint -> {
            used.addAll(endpoint.ports());
        });
        Set<Integer> given = new HashSet<>();
        spec.nodes().forEach(node -> {
            node.port().ifPresent(given::add);
            node.nodePort().ifPresent(given::add);
            node.controllerPort().ifPresent(given::add);
        });
        used.addAll(given);
        Ports ports = new Ports(files, spec.security(), doors, used, given);
        SortedMap<Integer, Endpoint> assigned = new TreeMap<>();
        for (NodeSpec node : spec.nodes()) {
            assigned.put(node.id(), ports.of(node, installed.getOrDefault(node.id(), Endpoint.NOWHERE)));
        }
        return assigned;
    }

    private Endpoint of(NodeSpec node, Endpoint now) {
        Doors then = doors.apply(node.id());
        if (then == Doors.CLOSED) {
            Endpoint tls = now.withTls();
            return new Endpoint(
                    files.host(node),
                    told(node.isBroker(), node.port(), tls.clientPort()),
                    port(node.isBroker(), node.nodePort(), now.nodePort()),
                    told(node.isController(), node.controllerPort(), tls.controllerPort()),
                    then,
                    Endpoint.Beside.NOTHING);
        }
        // Ports of the spec are those of the doors that it wants to stay.
        Endpoint plain = now.doors() == Doors.CLOSED ? Endpoint.NOWHERE : now;
        boolean goes = then.hasTwo() && security == Security.tls;
        OptionalInt none = OptionalInt.empty();
        OptionalInt client = goes
                ? told(node.isBroker(), none, plain.clientPort())
                : port(node.isBroker(), node.port(), plain.clientPort());
        OptionalInt between = port(node.isBroker() && then.hasTls(), node.nodePort(), now.nodePort());
        OptionalInt controller = goes
                ? told(node.isController(), none, plain.controllerPort())
                : port(node.isController(), node.controllerPort(), plain.controllerPort());
        return then.hasTwo()
                ? new Endpoint(files.host(node), client, between, controller, then, beside(node, now))
                : new Endpoint(files.host(node), client, between, controller);
    }

    private Endpoint.Beside beside(NodeSpec node, Endpoint now) {
        Endpoint known = now.doors().isOnItsWay() ? now.withTls() : Endpoint.NOWHERE;
        OptionalInt none = OptionalInt.empty();
        return new Endpoint.Beside(
                told(node.isBroker(), none, known.clientPort()),
                told(node.isController(), none, known.controllerPort()));
    }

    /// The port of a door with TLS: once it is there, clients have been told of it.
    private OptionalInt told(boolean present, OptionalInt wanted, OptionalInt kept) {
        return kept.isPresent() ? kept : port(present, wanted, kept);
    }

    private OptionalInt port(boolean present, OptionalInt wanted, OptionalInt kept) {
        return present ? choose(wanted, kept) : OptionalInt.empty();
    }

    private OptionalInt choose(OptionalInt wanted, OptionalInt kept) {
        if (wanted.isPresent()) {
            return wanted;
        }
        // A node makes way for one that the spec gives its port to, and for one of the same port before it.
        return kept.isPresent() && given.add(kept.getAsInt()) ? kept : OptionalInt.of(free());
    }

    private int free() {
        while (!used.add(next)) {
            next++;
        }
        return next;
    }
}
