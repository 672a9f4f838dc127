package dev.castellan.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.distribution.Distributions;
import dev.castellan.kafka.distribution.Progress;
import dev.castellan.kafka.knowledge.ConfigFact;
import dev.castellan.kafka.knowledge.KafkaKnowledge;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.tune.Advice.Scope;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real releases judge what is advised for them.
@Timeout(180)
class AdviceIT {
    private static final Map<String, String> BROKER = Map.of(
            "node.id", "1",
            "process.roles", "broker,controller",
            "listeners", "CLIENT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093",
            "listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name", "CLIENT",
            "controller.listener.names", "CONTROLLER",
            "controller.quorum.bootstrap.servers", "127.0.0.1:9093",
            "log.dirs", "/data");

    @Test
    void every_release_takes_what_is_advised(@TempDir Path cache) {
        var distributions = new Distributions(cache, Progress.SILENT);
        for (KafkaVersion version : List.of(new KafkaVersion(3, 9, 2), KafkaVersion.DEFAULT)) {
            try (KafkaKnowledge kafka = KafkaKnowledge.of(distributions.resolve(version))) {
                Stock stock = stock(kafka);
                assertThat(Tuner.tune(Situations.hosts(Goal.throughput, 64), stock))
                        .extracting(Advice::name)
                        .contains("batch.size", "num.io.threads", "num.replica.fetchers", "socket.send.buffer.bytes");
                Situations.random(200, 11).forEach(situation -> {
                    var tuned = new Recommendation(situation, Tuner.tune(situation, stock));
                    assertThat(kafka.checkProducer(tuned.values(Scope.producer)))
                            .isEmpty();
                    assertThat(kafka.checkConsumer(tuned.values(Scope.consumer)))
                            .isEmpty();
                    Map<String, String> topic = new HashMap<>(tuned.values(Scope.topic));
                    topic.remove("partitions");
                    assertThat(kafka.checkTopic(topic)).isEmpty();
                    Map<String, String> broker = new HashMap<>(BROKER);
                    broker.putAll(tuned.values(Scope.broker));
                    assertThat(kafka.checkBroker(
                                    broker, tuned.values(Scope.broker).keySet(), Set.of()))
                            .isEmpty();
                });
            }
        }
    }

    private static Stock stock(KafkaKnowledge kafka) {
        return (scope, name) -> switch (scope) {
            case broker -> kafka.broker(name).flatMap(ConfigFact::defaultValue);
            case topic -> kafka.topic(name).flatMap(ConfigFact::defaultValue);
            case producer -> kafka.producer(name).flatMap(ConfigFact::defaultValue);
            case consumer -> kafka.consumer(name).flatMap(ConfigFact::defaultValue);
            case jvm -> Optional.empty();
        };
    }
}
