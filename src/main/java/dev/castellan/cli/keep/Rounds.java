package dev.castellan.cli.keep;

import dev.castellan.apply.Listener;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.Plan;
import dev.castellan.probe.Proof;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.TargetKind;
import dev.castellan.target.Entrance;
import dev.castellan.target.hosts.HostsTarget;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Applies plans until nothing is left to change, then proves that the cluster works.
///
/// One round is the rule. A cluster that was asleep, or slow to answer, takes another: its topics can only be compared
/// once it answers.
final class Rounds {
    private static final int MOST = 8;
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final Keeping keeping;
    private final Listener listener;
    private final InstantSource clock;
    private final Consumer<Plan> next;

    /// @param next hears what a further round does, which nobody has seen yet
    Rounds(Keeping keeping, Listener listener, InstantSource clock, Consumer<Plan> next) {
        this.keeping = keeping;
        this.listener = listener;
        this.clock = clock;
        this.next = next;
    }

    /// What came of it.
    ///
    /// @param proof how long writing and reading the one record took
    record Outcome(int steps, Duration proof) {}

    /// Verifies with a plan that must be empty, and proves with a record meanwhile.
    ///
    /// @throws WorldRefused when something refuses, or changes faster than it can be put right
    Outcome run(Plan first) {
        int steps = 0;
        Plan plan = first;
        for (int round = 0; round < MOST; round++) {
            if (plan.isEmpty()) {
                return new Outcome(steps, prove());
            }
            keeping.apply(plan, listener);
            steps += plan.steps().size();
            try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Duration> proof = beside.submit(this::prove);
                plan = keeping.plan(Optional.empty());
                if (plan.isEmpty()) {
                    return new Outcome(steps, result(proof));
                }
            }
            next.accept(plan);
        }
        throw new WorldRefused(
                keeping.spec().name(),
                "is not as the spec wants it after " + MOST + " rounds: something else changes it too",
                "castellan plan shows what is left");
    }

    private static Duration result(Future<Duration> proof) {
        try {
            return proof.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException refused ? refused : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while proving", e);
        }
    }

    /// A record for each broker, written with acks=all and read back.
    private Duration prove() {
        long begun = clock.millis();
        Entrance entrance = entrance();
        String bootstrap = Snapshot.bootstrap(entrance.endpoints().values());
        try (KafkaConnection connection = new KafkaConnection(bootstrap, entrance.properties(), BOUND)) {
            new Proof(connection).prove();
        }
        return Duration.ofMillis(clock.millis() - begun);
    }

    /// Hosts listen where the spec says: none is looked at again to learn it.
    private Entrance entrance() {
        return keeping.spec().target() == TargetKind.hosts
                ? Entrance.of(keeping.spec(), HostsTarget.endpoints(keeping.spec()), keeping.keyring())
                : keeping.target().entrance(keeping.target().facts());
    }

    String bootstrap() {
        return Snapshot.bootstrap(entrance().endpoints().values());
    }
}
