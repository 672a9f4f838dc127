package dev.castellan.kafka.config;

import java.util.OptionalInt;

/// Where one node listens.
///
/// @param clientPort present on brokers
/// @param controllerPort present on controllers
public record Endpoint(String host, OptionalInt clientPort, OptionalInt controllerPort) {
    /// `host:port` for clients; only brokers have one.
    public String client() {
        return host + ":" + clientPort.orElseThrow();
    }

    /// `host:port` of the controller quorum; only controllers have one.
    public String controller() {
        return host + ":" + controllerPort.orElseThrow();
    }
}
