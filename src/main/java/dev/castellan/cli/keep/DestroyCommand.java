package dev.castellan.cli.keep;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.RiskOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.plan.Question.Risk;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.spec.TargetKind;
import dev.castellan.target.Facts;
import dev.castellan.target.Hold;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.Target;
import dev.castellan.view.Bytes;
import dev.castellan.view.Report;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `castellan destroy`: removes the cluster and its data, having named what is lost.
@Command(name = "destroy", description = "Stop and remove the cluster with all its data; asks first.")
public final class DestroyCommand extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Mixin
    private final ProgressOption progress;

    @Mixin
    private final RiskOption risk = new RiskOption();

    @Option(names = "--keep-data", description = "leave the data directories where they are; hosts only")
    private boolean keepData;

    DestroyCommand(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
        this.progress = new ProgressOption(tools, output);
    }

    /// The JSON form.
    record Destroyed(String cluster, SortedSet<Integer> nodes, long bytes) {}

    @Override
    public ExitCode call() {
        refuseToKeepHere();
        try (Keeping keeping = Keeping.open(tools, spec);
                Hold ignored = keeping.hold("destroy")) {
            String name = keeping.spec().name();
            Facts facts = keeping.target().facts();
            SortedSet<Integer> nodes = new TreeSet<>(facts.nodes().keySet());
            long bytes = facts.nodes().values().stream()
                    .mapToLong(NodeFacts::dataBytes)
                    .sum();
            if (!nodes.isEmpty()) {
                if (!keepData) {
                    agree(name, nodes.size(), bytes);
                }
                PrometheusTargets targets = new PrometheusTargets(tools, name);
                keeping.demolish(keepData ? Target.Fate.KEPT : Target.Fate.DELETED, progress.listener());
                targets.empty();
            }
            output.show(new Report(
                    "Destroyed",
                    new Destroyed(name, nodes, bytes),
                    nodes.isEmpty()
                            ? name + ": there is no such cluster"
                            : name
                                    + (keepData
                                            ? " is gone, its data stays: castellan apply takes it up again"
                                            : " and its data are gone")));
            return ExitCode.DONE;
        }
    }

    private void refuseToKeepHere() {
        if (keepData && spec.read().spec().target() == TargetKind.local) {
            throw new UserMistake("--keep-data is for hosts", "castellan down stops the nodes and keeps everything");
        }
    }

    private void agree(String name, int nodes, long bytes) {
        if (risk.accepted().contains(Risk.DATA_LOSS)) {
            return;
        }
        String lost = name + ": " + nodes + (nodes == 1 ? " node and all its data (" : " nodes and all their data (")
                + Bytes.text(bytes) + ") will be gone for good";
        if (!tools.console().isInteractive()) {
            throw new UserMistake(lost, "to agree: castellan destroy --accept-risk=" + Risk.DATA_LOSS.text());
        }
        if (!tools.console().ask(lost + "\ntype the cluster's name to go on:").equals(name)) {
            throw new UserMistake("not the name; nothing was changed", "");
        }
    }
}
