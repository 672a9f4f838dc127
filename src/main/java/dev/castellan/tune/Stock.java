package dev.castellan.tune;

import java.util.Optional;

/// What a release of Kafka does by itself.
public interface Stock {
    /// The default of a property; empty where the release has none of that name.
    ///
    /// @param scope any but `jvm`
    Optional<String> value(Advice.Scope scope, String name);
}
