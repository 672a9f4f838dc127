package dev.castellan.cli.node;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.Tools;
import dev.castellan.plan.Step;
import java.util.List;
import java.util.SortedSet;
import picocli.CommandLine.Command;

/// `castellan kill NODE`.
@Command(name = "kill", description = "Kill nodes like a pulled plug (kill -9), to see what happens.")
public final class KillCommand extends NodeVerb {
    KillCommand(Tools tools) {
        super(tools);
    }

    @Override
    List<Step> steps(Keeping keeping, SortedSet<Integer> nodes) {
        return List.of(new Step.StopNodes(nodes, Step.Ending.PLUG, ""));
    }

    @Override
    String verb() {
        return "kill";
    }

    @Override
    boolean wantsRunning() {
        return true;
    }
}
