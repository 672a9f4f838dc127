package dev.castellan.plan;

import dev.castellan.observe.Live;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.Facts;
import dev.castellan.target.Mending;
import dev.castellan.target.PrometheusFacts;
import dev.castellan.target.Target.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

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
        AgentCertificates agents = new AgentCertificates(question);
        List<Step> steps = new ArrayList<>(changes.certify());
        steps.addAll(agents.writes());
        if (question.have().live() instanceof Live.Awake awake) {
            SortedMap<Integer, List<String>> restarts = new TreeMap<>();
            Stream.of(changes.restarts(), agents.restarts())
                    .forEach(why ->
                            why.forEach((node, because) -> restarts.computeIfAbsent(node, id -> new ArrayList<>())
                                    .add(because)));
            steps.addAll(changes.reloads(restarts.keySet()));
            steps.addAll(new Rolling(question.wanted(), awake, restarts).steps(question.maxUnavailable()));
        }
        // Nodes come first: they have to trust a new authority before a worker comes with its certificate.
        steps.addAll(WorkerCertificates.steps(question));
        steps.addAll(agents.prometheus());
        return plan(question, steps);
    }

    /// What brings nodes back that nobody trusts any more: new certificates, and all of them start at once, for no gate
    /// can be asked. Whatever else goes by those certificates comes along.
    public static Plan recovery(Question question) {
        AgentCertificates agents = new AgentCertificates(question);
        List<Step> steps = new ArrayList<>();
        SortedSet<Integer> running = new TreeSet<>();
        SortedSet<Integer> all = new TreeSet<>();
        for (NodeSpec node : question.wanted().nodes()) {
            Optional.ofNullable(question.have().facts().nodes().get(node.id())).ifPresent(have -> {
                steps.add(new Step.Certify(node.id(), ""));
                all.add(node.id());
                have.running().ifPresent(process -> running.add(node.id()));
            });
        }
        steps.addAll(agents.writes());
        String why = "all at once: nobody trusts anybody";
        if (!running.isEmpty()) {
            steps.add(new Step.StopNodes(running, Step.Ending.BRIEF, why));
        }
        steps.add(new Step.StartNodes(all, why));
        steps.addAll(WorkerCertificates.steps(question));
        steps.addAll(agents.prometheus());
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

    /// A stop of everything that runs, workers of Connect first: they take their leave of brokers.
    public static List<Step> stop(Facts facts) {
        List<Step> steps = new ArrayList<>();
        SortedSet<Integer> workers = new TreeSet<>();
        facts.workers().forEach((id, worker) -> worker.running().ifPresent(process -> workers.add(id)));
        if (!workers.isEmpty()) {
            steps.add(new Step.StopWorkers(workers, ""));
        }
        SortedSet<Integer> nodes = new TreeSet<>();
        facts.nodes().forEach((id, node) -> node.running().ifPresent(process -> nodes.add(id)));
        if (!nodes.isEmpty()) {
            steps.add(new Step.StopNodes(nodes, Step.Ending.CONTROLLED, ""));
        }
        return steps;
    }

    /// The end of everything that is installed.
    public static List<Step> demolition(Facts facts, Fate data) {
        List<Step> steps = new ArrayList<>();
        if (!facts.workers().isEmpty()) {
            steps.add(new Step.StopWorkers(new TreeSet<>(facts.workers().keySet()), ""));
            facts.workers().keySet().forEach(worker -> steps.add(new Step.RemoveWorker(worker, "")));
        }
        facts.prometheus().forEach((host, prometheus) -> {
            if (prometheus.state() != PrometheusFacts.State.ABSENT) {
                steps.add(new Step.RemovePrometheus(host, ""));
            }
        });
        SortedSet<Integer> nodes = new TreeSet<>(facts.nodes().keySet());
        if (!nodes.isEmpty()) {
            steps.add(new Step.StopNodes(nodes, Step.Ending.PLUG, ""));
            steps.add(new Step.RemoveNodes(nodes, data, ""));
        }
        return steps;
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
