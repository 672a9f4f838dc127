package dev.castellan.kafka.knowledge;

import java.util.Optional;

/// What a release says about one property it knows.
///
/// @param type `INT`, `LIST`, `PASSWORD` and so on, as Kafka calls them
/// @param defaultValue empty where there is none, or where it is null
/// @param documentation plain text
public record ConfigFact(
        String name,
        String type,
        Optional<String> defaultValue,
        UpdateMode updateMode,
        boolean sensitive,
        String documentation) {

    ConfigFact named(String other) {
        return new ConfigFact(other, type, defaultValue, updateMode, sensitive, documentation);
    }
}
