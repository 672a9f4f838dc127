package dev.castellan.cli.node;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.keep.ProgressOption;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.plan.Step;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.Hold;
import dev.castellan.target.NodeFacts;
import dev.castellan.view.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// A verb that does one thing to the nodes it names.
abstract class NodeVerb extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Mixin
    private final ProgressOption progress;

    @Parameters(arity = "1..*", paramLabel = "NODE", description = "kafka-1, or 1")
    private List<String> nodes = new ArrayList<>();

    NodeVerb(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
        this.progress = new ProgressOption(tools, output);
    }

    /// The JSON form.
    record Done(String cluster, String verb, List<String> nodes) {}

    /// The steps for these nodes; those that need nothing are left out already.
    abstract List<Step> steps(Keeping keeping, SortedSet<Integer> nodes);

    abstract String verb();

    /// Whether the verb is about nodes that run.
    abstract boolean wantsRunning();

    /// Whether nodes start, which those that nobody trusts do in vain.
    boolean starts() {
        return false;
    }

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec);
                Hold ignored = keeping.hold(verb())) {
            SortedSet<Integer> chosen = new TreeSet<>();
            Map<Integer, NodeFacts> installed = keeping.target().facts().nodes();
            for (String name : nodes) {
                NodeSpec node = keeping.node(name);
                NodeFacts facts = Optional.ofNullable(installed.get(node.id()))
                        .orElseThrow(() -> new UserMistake(
                                node.name() + " of cluster \"" + keeping.spec().name() + "\" is not there yet",
                                "castellan up makes it"));
                if (facts.running().isPresent() == wantsRunning()) {
                    chosen.add(node.id());
                }
            }
            if (!chosen.isEmpty()) {
                if (starts()) {
                    keeping.requireTrust(installed.values().stream()
                            .filter(node ->
                                    chosen.contains(node.id()) || node.running().isPresent())
                            .toList());
                }
                keeping.apply(steps(keeping, chosen), progress.listener());
            }
            List<String> names = chosen.stream().map(id -> "kafka-" + id).toList();
            output.show(new Report(
                    "NodeVerb",
                    new Done(keeping.spec().name(), verb(), names),
                    names.isEmpty() ? "nothing to " + verb() : verb() + " done: " + String.join(", ", names)));
            return ExitCode.DONE;
        }
    }
}
