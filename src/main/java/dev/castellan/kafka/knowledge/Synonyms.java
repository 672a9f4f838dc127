package dev.castellan.kafka.knowledge;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a topic's property is called where a broker sets its default: `retention.ms` and `log.retention.ms`.
final class Synonyms {
    private final Map<String, String> topicToBroker;

    private Synonyms(Map<String, String> topicToBroker) {
        this.topicToBroker = Map.copyOf(topicToBroker);
    }

    static Synonyms of(KafkaClasses classes) {
        return classes.know(() -> {
            Map<String, String> names = new HashMap<>();
            Object known = classes.load("org.apache.kafka.server.config.ServerTopicConfigSynonyms")
                    .getField("TOPIC_CONFIG_SYNONYMS")
                    .get(null);
            ((Map<?, ?>) known).forEach((topic, broker) -> names.put(String.valueOf(topic), String.valueOf(broker)));
            return new Synonyms(names);
        });
    }

    /// The broker's name for what topics call `topicName`.
    Optional<String> ofBroker(String topicName) {
        return Optional.ofNullable(topicToBroker.get(topicName));
    }

    /// The topic's name for what brokers call `brokerName`.
    Optional<String> ofTopic(String brokerName) {
        return topicToBroker.entrySet().stream()
                .filter(names -> names.getValue().equals(brokerName))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
