package dev.castellan.cli.node;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.RiskOption;
import dev.castellan.cli.verb.RollOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.observe.Live;
import dev.castellan.plan.Outage;
import dev.castellan.plan.Rolling;
import dev.castellan.plan.Step;
import dev.castellan.problem.UserMistake;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan restart NODE`.
@Command(
        name = "restart",
        description = "Restart nodes, each only when nothing becomes unavailable; one after the other, or in batches.")
public final class RestartCommand extends NodeVerb {
    @Mixin
    private final RiskOption risk = new RiskOption();

    @Mixin
    private final RollOption roll = new RollOption();

    RestartCommand(Tools tools) {
        super(tools);
    }

    /// In batches where more than one may be down; of a cluster that does not answer nobody can say what may, and each
    /// step finds that out.
    @Override
    List<Step> steps(Keeping keeping, SortedSet<Integer> nodes) {
        int most = roll.most();
        if (!(keeping.observe().live() instanceof Live.Awake awake)) {
            return nodes.stream()
                    .map(id -> (Step) Step.RestartNodes.of(id, List.of("asked for")))
                    .toList();
        }
        Outage.refusal(awake, nodes, risk.accepted(), keeping.spec().name()).ifPresent(problem -> {
            throw new UserMistake(List.of(problem));
        });
        SortedMap<Integer, List<String>> because = new TreeMap<>();
        nodes.forEach(id -> because.put(id, List.of("asked for")));
        return List.copyOf(new Rolling(keeping.spec(), awake, because).steps(most));
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
