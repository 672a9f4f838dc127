package dev.castellan.cli.node;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.Tools;
import dev.castellan.plan.Step;
import java.util.List;
import java.util.SortedSet;
import picocli.CommandLine.Command;

/// `castellan start NODE`.
@Command(name = "start", description = "Start nodes and wait until they are part of the cluster.")
public final class StartCommand extends NodeVerb {
    StartCommand(Tools tools) {
        super(tools);
    }

    @Override
    List<Step> steps(Keeping keeping, SortedSet<Integer> nodes) {
        return List.of(new Step.StartNodes(nodes, ""));
    }

    @Override
    String verb() {
        return "start";
    }

    @Override
    boolean starts() {
        return true;
    }

    @Override
    boolean wantsRunning() {
        return false;
    }
}
