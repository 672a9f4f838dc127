package dev.castellan.cli.drill;

import dev.castellan.apply.Listener;
import dev.castellan.apply.Pauser;
import dev.castellan.cli.keep.Keeping;
import dev.castellan.fault.Changes;
import dev.castellan.observe.Live;
import dev.castellan.plan.NarrowPlans;
import dev.castellan.plan.Plan;
import dev.castellan.plan.Question;
import dev.castellan.problem.WorldRefused;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Changes of a cluster that is kept, by the plans that the verbs make; only while it is held.
public final class KeptChanges implements Changes {
    /// Once nodes have started that a change was about to start.
    private static final Duration ANSWERING = Duration.ofSeconds(90);

    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int MOST = 3;

    private final Keeping keeping;
    private final Listener listener;

    public KeptChanges(Keeping keeping, Listener listener) {
        this.keeping = keeping;
        this.listener = listener;
    }

    @Override
    public void make(Change change, SortedSet<Integer> nodes) {
        switch (change) {
            case ROLLING_RESTART -> apply(NarrowPlans.restart(awake(), nodes, "a drill"));
            case RENEW_CERTIFICATES -> {
                SortedMap<Integer, String> forced = new TreeMap<>();
                nodes.forEach(node -> forced.put(node, "a drill"));
                giveCertificates(forced);
            }
        }
    }

    /// Ctrl-C may come in the middle of it, which is nobody's mistake.
    private void apply(Plan plan) {
        try {
            keeping.apply(plan, listener);
        } catch (IllegalStateException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new WorldRefused("", "interrupted", "castellan drill undo, should anything be left");
            }
            throw e;
        }
    }

    @Override
    public void settle(Change change, SortedSet<Integer> nodes) {
        nodes.forEach(keeping.target()::start);
        switch (change) {
            case ROLLING_RESTART -> {}
            case RENEW_CERTIFICATES -> giveCertificates(new TreeMap<>());
        }
    }

    /// Until nothing is left to give.
    private void giveCertificates(SortedMap<Integer, String> forced) {
        SortedMap<Integer, String> why = forced;
        for (int round = 0; round < MOST; round++) {
            Plan plan = NarrowPlans.certificates(awake(), why);
            if (plan.isEmpty()) {
                return;
            }
            apply(plan);
            why = new TreeMap<>();
        }
    }

    @Override
    public void refill(SortedSet<Integer> nodes) {
        apply(NarrowPlans.refill(awake(), nodes));
    }

    /// The world once the cluster answers, and has a controller that leads.
    private Question awake() {
        long end = System.nanoTime() + ANSWERING.toNanos();
        Question question = keeping.question(Optional.empty());
        while (!(question.have().live() instanceof Live.Awake awake)
                || awake.quorum().isEmpty()) {
            if (System.nanoTime() > end) {
                throw new WorldRefused(keeping.spec().name(), "does not answer", "castellan status");
            }
            Pauser.real().pause(BETWEEN);
            question = keeping.question(Optional.empty());
        }
        return question.oneByOne(); // how much a drill may hit is the drill's to say
    }
}
