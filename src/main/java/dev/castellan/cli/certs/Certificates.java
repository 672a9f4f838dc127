package dev.castellan.cli.certs;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.keep.ProgressOption;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.NarrowPlans;
import dev.castellan.plan.Outage;
import dev.castellan.plan.Plan;
import dev.castellan.plan.Question;
import dev.castellan.plan.Step;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.Security;
import dev.castellan.spec.UserSpec;
import dev.castellan.target.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The certificates of one cluster, as the verbs change them: by plans of nothing else.
final class Certificates {
    private static final int MOST = 3;

    private final Keeping keeping;
    private final ProgressOption progress;

    /// @throws UserMistake where there are none, or the spec is wrong
    Certificates(Keeping keeping, ProgressOption progress) {
        this.keeping = keeping;
        this.progress = progress;
        requireLocked(keeping);
    }

    static void requireLocked(Keeping keeping) {
        keeping.requireSound();
        if (keeping.spec().security() == Security.none) {
            throw new UserMistake(
                    keeping.spec().name() + " has no certificates: its spec says security: none",
                    "security: tls is for clusters made with it");
        }
    }

    /// The users of the spec whose configuration, as it was given out, does not trust the newest authority.
    static List<String> outdated(Keeping keeping) {
        List<String> known = keeping.spec().users().stream().map(UserSpec::name).toList();
        return keeping.keyring().outdated().stream().filter(known::contains).toList();
    }

    /// Gives nodes what they need until nothing is left to give.
    ///
    /// @param forced why nodes get a new certificate that need none
    /// @return the steps that were taken
    List<Step> settle(SortedMap<Integer, String> forced) {
        List<Step> taken = new ArrayList<>();
        SortedMap<Integer, String> why = forced;
        for (int round = 0; round < MOST; round++) {
            Question question = keeping.question(Optional.empty());
            requireAnswers(question.have());
            Plan plan = NarrowPlans.certificates(question, why);
            if (plan.isEmpty()) {
                return taken;
            }
            requireSpare(question, plan);
            keeping.apply(plan, progress.listener());
            taken.addAll(plan.steps());
            why = new TreeMap<>();
        }
        throw new WorldRefused(
                keeping.spec().name(),
                "its certificates change faster than they are given out",
                "castellan certs list");
    }

    /// What goes down with nodes that restart is the user's to agree to, here as elsewhere.
    private void requireSpare(Question question, Plan plan) {
        if (question.have().live() instanceof Live.Awake awake) {
            Outage.refusal(
                            awake,
                            plan.restarting(),
                            keeping.accepted(),
                            keeping.spec().name())
                    .ifPresent(problem -> {
                        throw new UserMistake(List.of(problem));
                    });
        }
    }

    /// A node that nobody can ask would go by its old certificates on, and nobody would know.
    private void requireAnswers(Snapshot have) {
        if (have.facts().nodes().isEmpty()) {
            throw new UserMistake("there is no cluster \"" + keeping.spec().name() + "\" yet", "castellan up makes it");
        }
        have.facts().unreachable().forEach((id, why) -> {
            throw new WorldRefused("kafka-" + id, why, "run the same command again once it can be reached");
        });
        if (have.live() instanceof Live.Silent silent) {
            keeping.requireTrust(have.facts().nodes().values());
            throw new WorldRefused(
                    keeping.spec().name(),
                    "does not answer, so nothing can be reloaded: " + silent.why(),
                    "castellan status says more; where certificates have expired: castellan certs recover");
        }
        if (have.live() instanceof Live.Awake awake) {
            have.facts().nodes().values().stream()
                    .filter(node -> node.running().isPresent() && isBroker(have, node))
                    .filter(node -> !awake.brokers().contains(node.id()))
                    .forEach(node -> {
                        throw new WorldRefused(
                                node.name(), "runs and is not part of the cluster", "castellan logs " + node.name());
                    });
        }
    }

    private static boolean isBroker(Snapshot have, NodeFacts node) {
        return Optional.ofNullable(have.endpoints().get(node.id()))
                .filter(endpoint -> endpoint.clientPort().isPresent())
                .isPresent();
    }
}
