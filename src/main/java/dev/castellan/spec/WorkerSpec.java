package dev.castellan.spec;

import java.util.Optional;
import java.util.OptionalInt;

/// One wanted worker of Kafka Connect.
///
/// @param host of the machine it lives on, with a node or without; where it is empty, that of a node is chosen
/// @param port of its REST interface, where the user insists on one
/// @param heap of its JVM, where it differs from the other workers'
public record WorkerSpec(int id, Optional<String> host, OptionalInt port, Optional<String> heap, Location location) {
    /// Where Connect itself listens.
    public static final int USUAL_PORT = 8083;

    /// The name the user types: `connect-1`.
    public String name() {
        return name(id);
    }

    public static String name(int id) {
        return "connect-" + id;
    }
}
