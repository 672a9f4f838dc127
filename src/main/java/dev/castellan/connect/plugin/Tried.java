package dev.castellan.connect.plugin;

import dev.castellan.connect.link.Held;
import java.util.Optional;

/// How one class of a plugin did when a worker's class loader loaded it.
///
/// @param version what it says its version is; empty where it does not say
/// @param properties how many properties its `config()` has
/// @param task the class of a connector's tasks; empty where it says none without a configuration
/// @param trouble why it cannot be used; empty when it can
record Tried(Held held, Optional<String> version, int properties, Optional<String> task, Optional<String> trouble) {}
