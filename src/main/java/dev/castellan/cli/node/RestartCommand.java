package dev.castellan.cli.node;

import dev.castellan.cli.verb.Tools;
import dev.castellan.plan.Step;
import java.util.List;
import java.util.SortedSet;
import picocli.CommandLine.Command;

/// `castellan restart NODE`.
@Command(
        name = "restart",
        description = "Restart nodes one after the other, each only when nothing becomes unavailable.")
public final class RestartCommand extends NodeVerb {
    RestartCommand(Tools tools) {
        super(tools);
    }

    @Override
    List<Step> steps(SortedSet<Integer> nodes) {
        return nodes.stream()
                .map(id -> (Step) new Step.RestartNode(id, List.of("asked for"), ""))
                .toList();
    }

    @Override
    String verb() {
        return "restart";
    }

    @Override
    boolean starts() {
        return true;
    }

    @Override
    boolean wantsRunning() {
        return true;
    }
}
