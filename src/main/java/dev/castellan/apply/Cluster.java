package dev.castellan.apply;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.observe.Observer;
import dev.castellan.observe.Snapshot;
import dev.castellan.target.Entrance;
import dev.castellan.target.Target;
import java.time.Duration;
import java.util.function.Consumer;

/// The running cluster as the applier reaches it: through whichever of its brokers are installed.
final class Cluster {
    private static final Duration BOUND = Duration.ofSeconds(15);

    private final Target target;

    Cluster(Target target) {
        this.target = target;
    }

    Snapshot observe() {
        return new Observer(target, BOUND).observe();
    }

    KafkaConnection connect() {
        Entrance entrance = target.entrance(target.facts());
        return new KafkaConnection(Snapshot.bootstrap(entrance.endpoints().values()), entrance.properties(), BOUND);
    }

    void with(Consumer<Resources> action) {
        try (KafkaConnection connection = connect()) {
            action.accept(new Resources(connection));
        }
    }
}
