package dev.castellan.lag;

import java.time.Instant;
import java.util.Map;

/// How far a connector has come, as far as it can be known.
public sealed interface ConnectorProgress {
    /// The properties by which a sink's group is called otherwise than Connect calls it.
    String OTHER_GROUP = "consumer.override.group.id";

    /// A sink, which reads topics as a consumer group of its own.
    ///
    /// @param records that it has not read
    /// @param unknown partitions of which that is not known
    record Behind(long records, long unknown, TimeLag time) implements ConnectorProgress {}

    /// A source that says when the change was made which it noted last. That is no lag: perhaps nothing changed since.
    record LastChange(Instant at) implements ConnectorProgress {}

    /// It has read nothing yet, does not say, or could not be asked.
    record Untold() implements ConnectorProgress {}

    /// The consumer group of a sink.
    static String group(String connector, Map<String, String> config) {
        return config.getOrDefault(OTHER_GROUP, "connect-" + connector);
    }

    /// How far a sink is behind.
    ///
    /// @param snapshot of all groups
    static ConnectorProgress ofSink(String connector, Map<String, String> config, LagSnapshot snapshot) {
        String group = group(connector, config);
        return snapshot.groups().stream()
                .filter(lag -> lag.name().equals(group))
                .filter(lag -> lag.unknown() < lag.partitions().size())
                .<ConnectorProgress>map(lag -> new Behind(lag.sum(), lag.unknown(), lag.time()))
                .findFirst()
                .orElseGet(Untold::new);
    }
}
