package dev.castellan.plan;

import dev.castellan.observe.Live;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Mending;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Plans of nothing but one thing, whatever else the spec wants.
public final class NarrowPlans {
    private NarrowPlans() {}

    /// What puts findings right that were made on machines.
    public static Plan mend(Question question) {
        SortedMap<Integer, SortedSet<Mending>> mendings = new TreeMap<>();
        Planner.findings(question).stream()
                .flatMap(finding -> finding.fix().stream())
                .forEach(fix -> mendings.computeIfAbsent(fix.node(), node -> new TreeSet<>())
                        .add(fix.mending()));
        List<Step> steps = new ArrayList<>();
        mendings.forEach((node, wanted) -> steps.add(new Step.Mend(node, wanted, "")));
        return plan(question, steps);
    }

    /// What certificates need.
    ///
    /// @param forced why nodes get new ones that need none
    public static Plan certificates(Question question, SortedMap<Integer, String> forced) {
        CertificateChanges changes = new CertificateChanges(question, forced);
        List<Step> steps = new ArrayList<>(changes.certify());
        if (question.have().live() instanceof Live.Awake awake) {
            SortedMap<Integer, List<String>> restarts = new TreeMap<>();
            changes.restarts().forEach((node, because) -> restarts.put(node, List.of(because)));
            steps.addAll(changes.reloads(restarts.keySet()));
            steps.addAll(new Rolling(question.wanted(), awake, restarts).steps(question.maxUnavailable()));
        }
        return plan(question, steps);
    }

    /// A restart of nodes. Of a cluster that does not answer nobody can say who may be down together: one after the
    /// other, and each step finds out whether it may.
    ///
    /// @param most how many may be down at once, at least 1
    public static List<Step> restart(ClusterSpec spec, Live live, SortedSet<Integer> nodes, String why, int most) {
        SortedMap<Integer, List<String>> restarts = new TreeMap<>();
        nodes.forEach(node -> restarts.put(node, List.of(why)));
        return live instanceof Live.Awake awake
                ? List.copyOf(new Rolling(spec, awake, restarts).steps(most))
                : nodes.stream()
                        .map(node -> (Step) Step.RestartNodes.of(node, List.of(why)))
                        .toList();
    }

    /// The same for those who have asked.
    public static Plan restart(Question question, SortedSet<Integer> nodes, String why) {
        return plan(
                question, restart(question.wanted(), question.have().live(), nodes, why, question.maxUnavailable()));
    }

    /// What gives nodes new storage that lost theirs, and starts those that do not run.
    public static Plan refill(Question question, SortedSet<Integer> nodes) {
        return plan(question, Planner.refill(question, nodes));
    }

    private static Plan plan(Question question, List<Step> steps) {
        return new Plan(
                question.wanted().name(), question.wanted().kafka().version().toString(), steps, List.of());
    }
}
