package dev.castellan.apply;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.machine.InParallel;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.PlanText;
import dev.castellan.plan.RestartSafety;
import dev.castellan.plan.Step;
import dev.castellan.probe.Proof;
import dev.castellan.problem.Problem;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Facts;
import dev.castellan.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Restarts batches of nodes, each between two gates that are read fresh: before, nothing may become unavailable;
/// after, all is as good as it was.
final class Rolls {
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final Target target;
    private final Cluster cluster;
    private final Readiness readiness;
    private final InstantSource clock;
    private final Pauser pauser;
    private final VoterAddresses addresses;

    Rolls(Target target, Cluster cluster, Readiness readiness, InstantSource clock, Pauser pauser) {
        this.target = target;
        this.cluster = cluster;
        this.readiness = readiness;
        this.clock = clock;
        this.pauser = pauser;
        this.addresses = new VoterAddresses(target, cluster, clock, pauser);
    }

    /// Returns once every node is back: its process up, its broker unfenced, its controller caught up, every replica
    /// it holds in sync, it leads again what it led, and a record was written to it and read back.
    ///
    /// @throws WorldRefused where something would become unavailable, with nothing touched, or a node stays away
    void roll(Step.RestartNodes step, Consumer<String> saying) {
        if (judged(step, saying) instanceof RestartSafety.Verdict.Unsafe unsafe) {
            throw new WorldRefused(
                    PlanText.where(step),
                    "may not restart now: " + unsafe.text(),
                    "castellan status, and run the same command again once it is healthy");
        }
        Facts facts = target.facts();
        boolean turns = VoterAddresses.change(facts, step.nodes());
        if (turns) {
            Set<Integer> others = new TreeSet<>(facts.nodes().keySet());
            others.removeAll(step.nodes());
            addresses.await(others, saying);
        }
        try {
            InParallel.each(step.nodes(), node -> target.stop(node, GRACE));
            InParallel.each(step.nodes(), target::start);
            readiness.await(step.nodes(), saying);
            if (turns) {
                addresses.await(step.nodes(), saying);
            }
            readiness.awaitInSync(step.nodes(), saying);
            reinstate(step.nodes(), saying);
        } catch (WorldRefused refused) {
            throw halted(step, refused);
        }
    }

    /// They lead again what they led, and a record goes through each of them.
    private void reinstate(Set<Integer> nodes, Consumer<String> saying) {
        Snapshot now = cluster.observe();
        if (!(now.live() instanceof Live.Awake awake)) {
            return;
        }
        try (KafkaConnection connection = cluster.connect()) {
            Leaders.restore(connection, awake, nodes);
            Set<Integer> brokers = now.brokersAmong(nodes);
            if (!brokers.isEmpty()) {
                saying.accept("waiting for a record to go through");
                new Proof(connection).prove(brokers);
            }
        }
    }

    /// What became of the roll, and the ways on.
    private static WorldRefused halted(Step.RestartNodes step, WorldRefused why) {
        List<Problem> problems = new ArrayList<>(why.problems());
        problems.add(Problem.error(
                PlanText.where(step),
                "the restart stops here: nodes before it are done, nodes after it were not touched",
                "to go on: the same command; to go back: put what it had before into the spec, and apply"));
        return new WorldRefused(problems);
    }

    /// Where every node runs, replicas catch up by themselves, as after a run that was killed while it restarted one:
    /// that is waited for as long as they do. Everything else is refused at once.
    private RestartSafety.Verdict judged(Step.RestartNodes step, Consumer<String> saying) {
        Instant moved = clock.instant();
        int least = Integer.MAX_VALUE;
        while (true) {
            Snapshot now = cluster.observe();
            RestartSafety.Verdict verdict = RestartSafety.judge(now, step.nodes());
            if (!(verdict instanceof RestartSafety.Verdict.Unsafe unsafe) || !everythingRuns(now)) {
                return verdict;
            }
            if (unsafe.hazards().size() < least) {
                least = unsafe.hazards().size();
                moved = clock.instant();
            }
            if (clock.instant().isAfter(moved.plus(GRACE))) {
                return verdict;
            }
            saying.accept("waiting, as " + unsafe.hazards().getFirst().text());
            pauser.pause(BETWEEN);
        }
    }

    private static boolean everythingRuns(Snapshot now) {
        return now.live() instanceof Live.Awake
                && now.facts().unreachable().isEmpty()
                && now.facts().nodes().values().stream()
                        .allMatch(node -> node.running().isPresent());
    }
}
