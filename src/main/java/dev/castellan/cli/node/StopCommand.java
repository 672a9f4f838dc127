package dev.castellan.cli.node;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.Tools;
import dev.castellan.plan.Step;
import java.util.List;
import java.util.SortedSet;
import picocli.CommandLine.Command;

/// `castellan stop NODE`.
@Command(name = "stop", description = "Stop nodes; their leadership moves away first.")
public final class StopCommand extends NodeVerb {
    StopCommand(Tools tools) {
        super(tools);
    }

    @Override
    List<Step> steps(Keeping keeping, SortedSet<Integer> nodes) {
        return List.of(new Step.StopNodes(nodes, Step.Ending.CONTROLLED, ""));
    }

    @Override
    String verb() {
        return "stop";
    }

    @Override
    boolean wantsRunning() {
        return true;
    }
}
