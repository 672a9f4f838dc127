package dev.castellan.kafka.config;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Security;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Where one node listens.
///
/// @param clientPort present on brokers
/// @param nodePort where brokers reach each other with certificates; present on brokers of a cluster with TLS
/// @param controllerPort present on controllers
public record Endpoint(String host, OptionalInt clientPort, OptionalInt nodePort, OptionalInt controllerPort) {
    /// A node that listens nowhere.
    public static final Endpoint NOWHERE =
            new Endpoint("", OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    /// Where a node listens that has a machine for itself: at the ports of the spec, else at the usual ones.
    public static Endpoint usual(ClusterSpec spec, NodeSpec node, String host) {
        boolean between = node.isBroker() && spec.security() == Security.tls;
        return new Endpoint(
                host,
                port(node.isBroker(), node.port(), NodeSpec.USUAL_PORT),
                port(between, node.nodePort(), NodeSpec.USUAL_NODE_PORT),
                port(node.isController(), node.controllerPort(), NodeSpec.USUAL_CONTROLLER_PORT));
    }

    private static OptionalInt port(boolean present, OptionalInt wanted, int usual) {
        return present ? OptionalInt.of(wanted.orElse(usual)) : OptionalInt.empty();
    }

    /// All ports it has.
    public List<Integer> ports() {
        return Stream.of(clientPort, nodePort, controllerPort)
                .flatMapToInt(OptionalInt::stream)
                .boxed()
                .toList();
    }

    /// `host:port` for clients; only brokers have one.
    public String client() {
        return shown() + ":" + clientPort.orElseThrow();
    }

    /// `host:port` of the controller quorum; only controllers have one.
    public String controller() {
        return shown() + ":" + controllerPort.orElseThrow();
    }

    /// The host as it stands before a port: an IPv6 address in brackets.
    public String shown() {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
