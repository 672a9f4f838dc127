package dev.castellan.cli.keep;

import dev.castellan.apply.PlanFile;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.RiskOption;
import dev.castellan.cli.verb.RollOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.plan.Plan;
import dev.castellan.plan.PlanText;
import dev.castellan.problem.ExitCode;
import dev.castellan.view.Report;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `castellan plan`: what apply would do, and why. Changes nothing.
@Command(name = "plan", description = "Show what apply would do, step by step and why; change nothing.")
public final class PlanCommand extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final RiskOption risk = new RiskOption();

    @Mixin
    private final RollOption roll = new RollOption();

    @Mixin
    private final OutputOption output;

    @Option(names = "--save", paramLabel = "FILE", description = "keep the plan, for: castellan apply FILE")
    private @Nullable Path save;

    @Option(names = "--detailed-exitcode", description = "exit with 4 when there is something to do")
    private boolean detailed;

    PlanCommand(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec, risk, roll)) {
            Plan plan = keeping.plan(Optional.empty());
            if (save != null) {
                PlanFile.write(tools.directory().resolve(save), plan);
            }
            output.show(new Report("Plan", PlanFile.body(plan), PlanText.of(plan) + next(plan)));
            return detailed && !plan.isEmpty() ? ExitCode.CHANGES : ExitCode.DONE;
        }
    }

    private String next(Plan plan) {
        if (plan.isEmpty()) {
            return "";
        }
        return "\napply it:  castellan apply" + (save == null ? "" : " " + save);
    }
}
