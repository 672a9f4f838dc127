package dev.castellan.apply;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.PlanText;
import dev.castellan.plan.Step;
import dev.castellan.probe.Proof;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;

/// Watches nodes for a while: their processes live, their brokers are unfenced, their replicas stay in sync, a
/// controller leads, and records go through. One bad look may be chance; several in a row are not.
final class Soaking {
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int IN_A_ROW = 5;

    private final Target target;
    private final Cluster cluster;
    private final InstantSource clock;
    private final Pauser pauser;

    Soaking(Target target, Cluster cluster, InstantSource clock, Pauser pauser) {
        this.target = target;
        this.cluster = cluster;
        this.clock = clock;
        this.pauser = pauser;
    }

    /// @throws WorldRefused with what was seen, once it was seen too often or a process has ended
    void soak(Step.Soak step, Consumer<String> saying) {
        Instant end = clock.instant().plusSeconds(step.seconds());
        int bad = 0;
        int looks = 0;
        while (clock.instant().isBefore(end) || bad > 0) {
            refuseTheDead(step.nodes());
            Optional<String> seen = look(step.nodes());
            looks++;
            bad = seen.isPresent() ? bad + 1 : 0;
            if (bad >= IN_A_ROW) {
                throw new WorldRefused(
                        PlanText.where(step),
                        "does not do well: " + seen.orElse("") + ", " + IN_A_ROW + " looks in a row",
                        "castellan logs " + PlanText.where(step) + "; the same command goes on from here");
            }
            long left = Math.max(0, Duration.between(clock.instant(), end).toSeconds());
            saying.accept(seen.map(what -> "watching, sees " + what)
                    .orElse("watching, all well after " + looks + " looks, " + left + " s to go"));
            pauser.pause(BETWEEN);
        }
    }

    private void refuseTheDead(Set<Integer> nodes) {
        Set<Integer> dead = nodes.stream()
                .filter(node -> !target.pulse(node).alive())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!dead.isEmpty()) {
            int first = dead.iterator().next();
            List<String> log = target.lastLogLines(first, 20_000);
            throw new WorldRefused(
                    "kafka-" + first,
                    "its process ended while it was watched; the last it said: " + Complaint.in(log),
                    "castellan logs kafka-" + first);
        }
    }

    /// What is not well; empty where all is.
    private Optional<String> look(Set<Integer> nodes) {
        Snapshot now = cluster.observe();
        if (!(now.live() instanceof Live.Awake awake)) {
            return Optional.of("no answer");
        }
        if (awake.quorum().isEmpty()) {
            return Optional.of("no controller leads");
        }
        Set<Integer> brokers = now.brokersAmong(nodes);
        Set<Integer> fenced = new HashSet<>(brokers);
        fenced.retainAll(brokers);
        fenced.removeAll(awake.brokers());
        if (!fenced.isEmpty()) {
            return Optional.of("brokers that are fenced: " + fenced);
        }
        long behind = awake.partitions().stream()
                .filter(partition -> partition.replicas().stream()
                        .anyMatch(id -> nodes.contains(id) && !partition.isr().contains(id)))
                .count();
        return behind > 0 ? Optional.of(behind + " replicas that are not in sync") : probe(brokers);
    }

    private Optional<String> probe(Set<Integer> brokers) {
        try (KafkaConnection connection = cluster.connect()) {
            new Proof(connection).prove(brokers);
            return Optional.empty();
        } catch (WorldRefused | KafkaException e) {
            return Optional.of("a record that did not go through (" + e.getMessage() + ")");
        }
    }
}
