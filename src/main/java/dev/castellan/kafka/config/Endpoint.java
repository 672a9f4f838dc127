package dev.castellan.kafka.config;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Security;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Where one node listens.
///
/// @param clientPort present on brokers
/// @param nodePort where brokers reach each other with certificates; present on brokers of a cluster with TLS
/// @param controllerPort present on controllers
/// @param doors what kinds of doors these are
/// @param beside the ports of doors with TLS, where the others are plain
public record Endpoint(
        String host,
        OptionalInt clientPort,
        OptionalInt nodePort,
        OptionalInt controllerPort,
        Doors doors,
        Beside beside) {
    /// A node that listens nowhere.
    public static final Endpoint NOWHERE =
            new Endpoint("", OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    /// Doors with TLS beside plain ones.
    public record Beside(OptionalInt clientPort, OptionalInt controllerPort) {
        public static final Beside NOTHING = new Beside(OptionalInt.empty(), OptionalInt.empty());

        /// Those of a node that has a machine for itself.
        ///
        /// @param client the plain door of clients
        /// @param controller that of the quorum
        public static Beside usual(OptionalInt client, OptionalInt controller) {
            return new Beside(beyond(client), beyond(controller));
        }

        private static OptionalInt beyond(OptionalInt plain) {
            return plain.isPresent() ? OptionalInt.of(plain.getAsInt() + NodeSpec.TLS_BEYOND) : plain;
        }
    }

    /// A node that is open or locked for good.
    public Endpoint(String host, OptionalInt clientPort, OptionalInt nodePort, OptionalInt controllerPort) {
        this(
                host,
                clientPort,
                nodePort,
                controllerPort,
                nodePort.isPresent() ? Doors.LOCKED : Doors.OPEN,
                Beside.NOTHING);
    }

    /// Where a node listens that has a machine for itself: at the ports of the spec, else at the usual ones.
    public static Endpoint usual(ClusterSpec spec, NodeSpec node, String host) {
        boolean between = node.isBroker() && spec.security() != Security.none;
        OptionalInt client = port(node.isBroker(), node.port(), NodeSpec.USUAL_PORT);
        OptionalInt inside = port(between, node.nodePort(), NodeSpec.USUAL_NODE_PORT);
        OptionalInt controller = port(node.isController(), node.controllerPort(), NodeSpec.USUAL_CONTROLLER_PORT);
        return spec.security() == Security.both
                ? new Endpoint(host, client, inside, controller, Doors.BOTH, Beside.usual(client, controller))
                : new Endpoint(host, client, inside, controller);
    }

    private static OptionalInt port(boolean present, OptionalInt wanted, int usual) {
        return present ? OptionalInt.of(wanted.orElse(usual)) : OptionalInt.empty();
    }

    /// All ports it has.
    public List<Integer> ports() {
        return Stream.of(clientPort, nodePort, controllerPort, beside.clientPort(), beside.controllerPort())
                .flatMapToInt(OptionalInt::stream)
                .boxed()
                .toList();
    }

    /// `host:port` for clients; only brokers have one.
    public String client() {
        return shown() + ":" + clientPort.orElseThrow();
    }

    /// `host:port` for whoever comes with a certificate; empty where nobody needs one.
    public Optional<String> node() {
        return nodePort.isPresent() ? Optional.of(shown() + ":" + nodePort.getAsInt()) : Optional.empty();
    }

    /// `host:port` of the controller quorum; only controllers have one.
    public String controller() {
        return shown() + ":" + controllerPort.orElseThrow();
    }

    /// The same for a node with doors of its own: it calls controllers where those have TLS, as soon as it does so.
    String controller(Doors caller) {
        boolean tls = caller == Doors.BOTH || caller == Doors.CLOSED;
        OptionalInt port = tls && beside.controllerPort().isPresent() ? beside.controllerPort() : controllerPort;
        return shown() + ":" + port.orElseThrow();
    }

    /// The ports of the controller quorum by the names of their listeners.
    public SortedMap<String, Integer> controllers() {
        SortedMap<String, Integer> ports = new TreeMap<>();
        String first = doors == Doors.CLOSED ? Doors.CONTROLLER_TLS : ServerProperties.CONTROLLER;
        controllerPort.ifPresent(port -> ports.put(first, port));
        beside.controllerPort().ifPresent(port -> ports.put(Doors.CONTROLLER_TLS, port));
        return ports;
    }

    /// As whoever comes with TLS sees it.
    public Endpoint withTls() {
        return doors.hasTwo()
                ? new Endpoint(
                        host, beside.clientPort(), nodePort, beside.controllerPort(), Doors.CLOSED, Beside.NOTHING)
                : this;
    }

    /// The host as it stands before a port: an IPv6 address in brackets.
    public String shown() {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
