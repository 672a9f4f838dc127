package dev.castellan.spec;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// One wanted node.
///
/// @param id Kafka's `node.id`
/// @param rack `broker.rack`
/// @param directories absolute paths of `log.dirs`; empty for one directory that Castellan chooses
/// @param port the client port, where the user insists on one
/// @param nodePort the port that other brokers use where the cluster has TLS, where the user insists on one
/// @param controllerPort the controller port, where the user insists on one
/// @param heap the JVM's heap, as `-Xmx` takes it: `512m`; empty for what suits the place where the node lives
/// @param host the address of the machine the node lives on, as SSH takes it; empty on this machine
/// @param advertise the name or address that clients and other nodes use, where it is not the host's
/// @param own its certificate and key, where somebody else made them
/// @param principal what its certificate calls it, and so other nodes: its name, but for one that somebody else made
/// @param location where the spec asks for this node
public record NodeSpec(
        int id,
        Set<Role> roles,
        Optional<String> rack,
        List<String> directories,
        OptionalInt port,
        OptionalInt nodePort,
        OptionalInt controllerPort,
        Optional<String> heap,
        Optional<String> host,
        Optional<String> advertise,
        Optional<PemFiles> own,
        String principal,
        Location location) {
    /// Kafka's own default for clients, and what its sample configuration for KRaft gives controllers.
    public static final int USUAL_PORT = 9092;

    public static final int USUAL_CONTROLLER_PORT = 9093;

    public static final int USUAL_NODE_PORT = 9094;
    /// How far beyond a plain door the one with TLS is that stands beside it, where ports are not looked for.
    public static final int TLS_BEYOND = 3;

    public NodeSpec {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a node without a role");
        }
        roles = Set.copyOf(EnumSet.copyOf(roles));
        directories = List.copyOf(directories);
    }

    /// The name the user types: `kafka-1`.
    public String name() {
        return name(id);
    }

    static String name(int id) {
        return "kafka-" + id;
    }

    /// The same node, called by another name in its certificate.
    public NodeSpec called(String commonName) {
        return with(roles, commonName);
    }

    /// The same node with other roles.
    public NodeSpec with(Set<Role> others) {
        return with(others, principal);
    }

    private NodeSpec with(Set<Role> others, String commonName) {
        return new NodeSpec(
                id,
                others,
                rack,
                directories,
                port,
                nodePort,
                controllerPort,
                heap,
                host,
                advertise,
                own,
                commonName,
                location);
    }

    public boolean isBroker() {
        return roles.contains(Role.BROKER);
    }

    public boolean isController() {
        return roles.contains(Role.CONTROLLER);
    }

    /// Whether it is an address rather than a name: IPv4 with dots, IPv6 with colons.
    public static boolean isAddress(String host) {
        return host.matches("[0-9.]+") || host.contains(":");
    }

    /// What clients and other nodes may call it.
    ///
    /// @param address where it listens
    public List<String> names(String address) {
        return Stream.of(Stream.of(address, name()), host.stream(), advertise.stream())
                .flatMap(names -> names)
                .distinct()
                .toList();
    }
}
