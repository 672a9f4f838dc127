package dev.castellan.drill;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.observe.Snapshot;
import dev.castellan.target.Entrance;
import dev.castellan.target.Target;
import java.time.Duration;

/// How one gets to a cluster that changes meanwhile: asked anew for each connection.
@FunctionalInterface
public interface Reach {
    /// @param bound how long any one call may take
    /// @throws dev.castellan.problem.WorldRefused where nobody knows how to get there
    KafkaConnection connect(Duration bound);

    /// To the nodes of a target that are installed by then.
    static Reach of(Target target) {
        return bound -> {
            Entrance entrance = target.entrance(target.facts());
            return new KafkaConnection(Snapshot.bootstrap(entrance.endpoints().values()), entrance.properties(), bound);
        };
    }
}
