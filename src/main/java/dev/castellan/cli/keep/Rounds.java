package dev.castellan.cli.keep;

import dev.castellan.apply.Listener;
import dev.castellan.apply.Proof;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.Plan;
import dev.castellan.problem.WorldRefused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Applies plans until nothing is left to change, then proves that the cluster works.
///
/// One round is the rule. A cluster that was asleep takes two: its topics can only be compared once it runs.
final class Rounds {
    private static final int MOST = 3;
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final Keeping keeping;
    private final Listener listener;
    private final InstantSource clock;

    Rounds(Keeping keeping, Listener listener, InstantSource clock) {
        this.keeping = keeping;
        this.listener = listener;
        this.clock = clock;
    }

    /// @return how many steps were done
    /// @throws WorldRefused when something refuses, or changes faster than it can be put right
    int run(Plan first) {
        int steps = 0;
        Plan plan = first;
        for (int round = 0; round < MOST; round++) {
            if (plan.isEmpty()) {
                return steps;
            }
            keeping.apply(plan, listener);
            steps += plan.steps().size();
            plan = keeping.plan(Optional.empty());
        }
        if (!plan.isEmpty()) {
            throw new WorldRefused(
                    keeping.spec().name(),
                    "is not as the spec wants it after " + MOST + " rounds: something else changes it too",
                    "castellan plan shows what is left");
        }
        return steps;
    }

    /// One record, written with acks=all and read back.
    Duration prove() {
        long begun = clock.millis();
        try (KafkaConnection connection = new KafkaConnection(bootstrap(), Map.of(), BOUND)) {
            new Proof(connection, clock).prove();
        }
        return Duration.ofMillis(clock.millis() - begun);
    }

    String bootstrap() {
        return Snapshot.bootstrap(new Snapshot(keeping.target().facts(), new Live.Asleep())
                .endpoints()
                .values());
    }
}
