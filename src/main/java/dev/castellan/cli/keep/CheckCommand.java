package dev.castellan.cli.keep;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.doctor.Finding;
import dev.castellan.plan.NarrowPlans;
import dev.castellan.plan.Plan;
import dev.castellan.plan.Planner;
import dev.castellan.plan.Question;
import dev.castellan.problem.ExitCode;
import dev.castellan.target.Hold;
import dev.castellan.view.Report;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `castellan check`: whether the machines are fit for the cluster, before anything is touched.
@Command(
        name = "check",
        description = {
            "Look at the machines of cluster.yaml and tell what is wrong with them; change nothing.",
            "What apply would refuse is refused here too, and what could be better is said."
        })
public final class CheckCommand extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Mixin
    private final ProgressOption progress;

    @Option(names = "--fix", description = "put right what can be put right without risk: kernel settings, the clock")
    private boolean fix;

    CheckCommand(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
        this.progress = new ProgressOption(tools, output);
    }

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec)) {
            Question question = keeping.question(Optional.empty());
            List<Finding.Fix> tried = List.of();
            Plan mending = NarrowPlans.mend(question);
            if (fix && !mending.isEmpty()) {
                tried = Planner.findings(question).stream()
                        .flatMap(finding -> finding.fix().stream())
                        .toList();
                try (Hold ignored = keeping.hold("check --fix")) {
                    keeping.apply(mending, progress.listener());
                }
                question = keeping.question(Optional.empty());
            }
            Checkup checkup = Checkup.of(
                    keeping.spec().name(),
                    question.have().facts().machines().values(),
                    Planner.findings(question),
                    tried);
            output.show(new Report("Checkup", checkup, checkup.text()));
            return checkup.isInTheWay() ? ExitCode.WORLD : ExitCode.DONE;
        }
    }
}
