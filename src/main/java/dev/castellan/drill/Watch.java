package dev.castellan.drill;

import dev.castellan.observe.Live;
import dev.castellan.observe.Observer;
import dev.castellan.observe.Snapshot;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;

/// The cluster as a drill sees it: is it well.
public final class Watch {
    private static final Duration BOUND = Duration.ofSeconds(10);

    private static final Duration ANSWERING = Duration.ofMinutes(2);

    private final Target target;

    public Watch(Target target) {
        this.target = target;
    }

    Reach reach() {
        return Reach.of(target);
    }

    /// Removes what the clients of a drill that was killed have left, once the cluster answers. One where nothing runs
    /// is left alone.
    ///
    /// @throws WorldRefused where it does not answer within two minutes
    public void forget() {
        if (new Observer(target, BOUND).observe().live() instanceof Live.Asleep) {
            return;
        }
        String trouble = Waiting.until(ANSWERING, () -> {
            try {
                OwnTopic.remove(reach());
                return "";
            } catch (WorldRefused | KafkaException e) {
                return String.valueOf(e.getMessage());
            }
        });
        if (!trouble.isEmpty()) {
            throw new WorldRefused(
                    "topic " + Safety.TOPIC, "may be left: " + trouble, "castellan drill undo, once it answers");
        }
    }

    /// What is not as it should be; empty where all is well.
    private String trouble() {
        Snapshot now = new Observer(target, BOUND).observe();
        List<String> down = now.facts().nodes().values().stream()
                .filter(node -> node.running().isEmpty())
                .map(node -> "kafka-" + node.id())
                .sorted()
                .toList();
        if (!down.isEmpty()) {
            return String.join(", ", down) + (down.size() == 1 ? " does" : " do") + " not run";
        }
        if (!(now.live() instanceof Live.Awake awake)) {
            return "the cluster does not answer";
        }
        if (awake.quorum().isEmpty()) {
            return "no controller leads";
        }
        long brokers = now.endpoints().values().stream()
                .filter(endpoint -> endpoint.clientPort().isPresent())
                .count();
        if (awake.brokers().size() < brokers) {
            return (brokers - awake.brokers().size()) + " of " + brokers + " brokers are not back";
        }
        long behind = awake.partitions().stream()
                .filter(partition -> partition.isOffline() || partition.isUnderReplicated())
                .count();
        return behind == 0 ? "" : behind + " partitions lack a replica";
    }

    /// Waits until all is well.
    ///
    /// @return what is not, after that long; empty where all is well
    String heal(Duration bound) {
        return heal(bound, () -> true);
    }

    /// Waits until all is well, to the clients too: a broker that is killed and back within its session is missed by
    /// nobody else, though it leads and takes nothing yet.
    ///
    /// @param served whether clients get what they want
    String heal(Duration bound, BooleanSupplier served) {
        return Waiting.until(bound, () -> trouble(served));
    }

    private String trouble(BooleanSupplier served) {
        String trouble = trouble();
        return trouble.isEmpty() && !served.getAsBoolean() ? "some partitions take no records" : trouble;
    }

    /// @throws WorldRefused where it is not well within the bound
    void requireHealthy(Duration bound) {
        String trouble = heal(bound);
        if (!trouble.isEmpty()) {
            throw new WorldRefused("", "no drill on a cluster that is not well: " + trouble, "castellan status");
        }
    }

    /// A busy cluster may miss one look, and answer the next.
    ///
    /// @return what has a leader among the controllers
    /// @throws WorldRefused where it does not answer within two minutes
    public Live.Awake awake() {
        AtomicReference<Live> seen = new AtomicReference<>(new Live.Asleep());
        String trouble = Waiting.until(ANSWERING, () -> {
            seen.set(new Observer(target, BOUND).observe().live());
            return switch (seen.get()) {
                case Live.Awake awake -> awake.quorum().isEmpty() ? "no controller leads" : "";
                case Live.Silent ignored -> "the cluster does not answer";
                case Live.Asleep ignored -> "";
            };
        });
        if (trouble.isEmpty() && seen.get() instanceof Live.Awake awake) {
            return awake;
        }
        throw new WorldRefused("", trouble.isEmpty() ? "nothing runs" : trouble, "castellan status");
    }
}
