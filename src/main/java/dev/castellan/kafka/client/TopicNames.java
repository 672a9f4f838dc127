package dev.castellan.kafka.client;

import java.util.Optional;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;

/// Which names Kafka takes for a topic, asked from Kafka.
public final class TopicNames {
    private TopicNames() {}

    /// Why Kafka would refuse the name; empty when it would not.
    public static Optional<String> refusal(String name) {
        try {
            Topic.validate(name);
            return Optional.empty();
        } catch (InvalidTopicException e) {
            return Optional.of("topic \"" + name + "\": " + e.getMessage());
        }
    }
}
