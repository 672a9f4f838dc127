package dev.castellan.kafka.knowledge;

import java.nio.file.Path;
import java.util.Optional;

/// One node's storage to be formatted; directories that already are stay as they are.
///
/// @param serverProperties the node's complete `server.properties`
/// @param clusterId 22 characters of URL-safe base 64, the same for every node
/// @param initialControllers `id@host:port:directoryId,...` for a controller of the first quorum; empty for brokers,
///     and for controllers that join a quorum that exists
public record FormatRequest(Path serverProperties, String clusterId, Optional<String> initialControllers) {}
