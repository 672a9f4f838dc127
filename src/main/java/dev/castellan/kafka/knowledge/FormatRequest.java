package dev.castellan.kafka.knowledge;

import dev.castellan.security.Secret;
import java.nio.file.Path;
import java.util.Optional;

/// One node's storage to be formatted; directories that already are stay as they are.
///
/// @param serverProperties the node's complete `server.properties`; where these name voters, the quorum is static
/// @param clusterId 22 characters of URL-safe base 64, the same for every node
/// @param initialControllers `id@host:port:directoryId,...` for a controller of the first quorum; empty for brokers,
///     and for controllers that join a quorum that exists
/// @param scram a first user with its password, as `--add-scram` takes it, so that a cluster is never open; secret
public record FormatRequest(
        Path serverProperties, String clusterId, Optional<String> initialControllers, Optional<Secret> scram) {
    /// Without users.
    public FormatRequest(Path serverProperties, String clusterId, Optional<String> initialControllers) {
        this(serverProperties, clusterId, initialControllers, Optional.empty());
    }
}
