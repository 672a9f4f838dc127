package dev.castellan.spec;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// One wanted node.
///
/// @param id Kafka's `node.id`
/// @param rack `broker.rack`
/// @param directories absolute paths of `log.dirs`; empty for one directory that Castellan chooses
/// @param port the client port, where the user insists on one
/// @param controllerPort the controller port, where the user insists on one
/// @param heap the JVM's heap, as `-Xmx` takes it: `512m`
/// @param location where the spec asks for this node
public record NodeSpec(
        int id,
        Set<Role> roles,
        Optional<String> rack,
        List<String> directories,
        OptionalInt port,
        OptionalInt controllerPort,
        String heap,
        Location location) {
    public static final String DEFAULT_HEAP = "512m";

    public NodeSpec {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a node without a role");
        }
        roles = Set.copyOf(EnumSet.copyOf(roles));
        directories = List.copyOf(directories);
    }

    /// The name the user types: `kafka-1`.
    public String name() {
        return "kafka-" + id;
    }

    public boolean isBroker() {
        return roles.contains(Role.BROKER);
    }

    public boolean isController() {
        return roles.contains(Role.CONTROLLER);
    }
}
