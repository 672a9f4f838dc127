package dev.castellan.cli.node;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.RiskOption;
import dev.castellan.cli.verb.RollOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.observe.Live;
import dev.castellan.plan.NarrowPlans;
import dev.castellan.plan.Outage;
import dev.castellan.plan.Step;
import dev.castellan.problem.UserMistake;
import java.util.List;
import java.util.SortedSet;
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

    @Override
    List<Step> steps(Keeping keeping, SortedSet<Integer> nodes) {
        int most = roll.most().orElse(keeping.spec().maxUnavailable());
        Live live = keeping.observe().live();
        if (live instanceof Live.Awake awake) {
            Outage.refusal(awake, nodes, risk.accepted(), keeping.spec().name()).ifPresent(problem -> {
                throw new UserMistake(List.of(problem));
            });
        }
        return NarrowPlans.restart(keeping.spec(), live, nodes, "asked for", most);
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
