package dev.castellan.target;

import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.WorkerProperties;
import dev.castellan.spec.WorkerSpec;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What is true of one installed worker of Kafka Connect, read from where it lives.
///
/// @param host of the machine it lives on, as the spec calls that; empty text for this one
/// @param files the files Castellan keeps, by name, with their text
public record WorkerFacts(int id, String host, Map<String, String> files, Optional<NodeFacts.Running> running) {
    public WorkerFacts {
        files = Map.copyOf(files);
    }

    public String name() {
        return WorkerSpec.name(id);
    }

    /// The release that its files start.
    public Optional<String> kafkaVersion() {
        return NodeFacts.releaseIn(files);
    }

    /// Where its REST interface listens, as its process was started; empty while there is none.
    public String url() {
        return running.map(process -> WorkerProperties.url(properties(process.startedWith())))
                .orElse("");
    }

    public OptionalInt port() {
        return WorkerProperties.port(properties(files));
    }

    private static Map<String, String> properties(Map<String, String> files) {
        return PropertiesText.read(files.getOrDefault(WorkerProperties.FILE, ""));
    }
}
