package dev.castellan.cli.cluster;

import dev.castellan.kafka.client.Configs.Entity;
import dev.castellan.problem.UserMistake;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whose properties are meant: exactly one of these.
final class EntityOptions {
    @Option(names = "--topic", paramLabel = "TOPIC", description = "a topic")
    private @Nullable String topic;

    @Option(names = "--broker", paramLabel = "BROKER", description = "one broker")
    private @Nullable Integer broker;

    @Option(names = "--brokers", description = "the default of all brokers")
    private boolean brokers;

    @Option(names = "--group", paramLabel = "GROUP", description = "a group")
    private @Nullable String group;

    @Option(names = "--client-metrics", paramLabel = "NAME", description = "a client metrics subscription")
    private @Nullable String clientMetrics;

    Entity entity() {
        List<Entity> entities = new ArrayList<>();
        if (topic != null) {
            entities.add(new Entity(Entity.Kind.TOPIC, topic));
        }
        if (broker != null) {
            entities.add(new Entity(Entity.Kind.BROKER, String.valueOf(broker)));
        }
        if (brokers) {
            entities.add(new Entity(Entity.Kind.BROKERS, ""));
        }
        if (group != null) {
            entities.add(new Entity(Entity.Kind.GROUP, group));
        }
        if (clientMetrics != null) {
            entities.add(new Entity(Entity.Kind.CLIENT_METRICS, clientMetrics));
        }
        if (entities.size() != 1) {
            throw new UserMistake(
                    entities.isEmpty() ? "whose properties?" : "only one owner of properties can be given",
                    "one of --topic, --broker, --brokers, --group, --client-metrics");
        }
        return entities.getFirst();
    }
}
