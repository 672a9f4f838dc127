package dev.castellan.kafka.config;

import dev.castellan.spec.NodeSpec;
import java.util.OptionalInt;

/// Where one node listens.
///
/// @param clientPort present on brokers
/// @param controllerPort present on controllers
public record Endpoint(String host, OptionalInt clientPort, OptionalInt controllerPort) {
    /// Where a node listens that has a machine for itself: at the ports of the spec, else at the usual ones.
    public static Endpoint usual(NodeSpec node, String host) {
        return new Endpoint(
                host,
                node.isBroker() ? OptionalInt.of(node.port().orElse(NodeSpec.USUAL_PORT)) : OptionalInt.empty(),
                node.isController()
                        ? OptionalInt.of(node.controllerPort().orElse(NodeSpec.USUAL_CONTROLLER_PORT))
                        : OptionalInt.empty());
    }

    /// `host:port` for clients; only brokers have one.
    public String client() {
        return shown() + ":" + clientPort.orElseThrow();
    }

    /// `host:port` of the controller quorum; only controllers have one.
    public String controller() {
        return shown() + ":" + controllerPort.orElseThrow();
    }

    /// An IPv6 address stands in brackets before a port.
    private String shown() {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
