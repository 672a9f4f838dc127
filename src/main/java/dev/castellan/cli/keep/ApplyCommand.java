package dev.castellan.cli.keep;

import dev.castellan.apply.PlanFile;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.RiskOption;
import dev.castellan.cli.verb.RollOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.plan.Concealed;
import dev.castellan.plan.Plan;
import dev.castellan.plan.PlanText;
import dev.castellan.plan.Step;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.target.Hold;
import dev.castellan.target.Identity;
import dev.castellan.view.Report;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `castellan apply [PLAN]`: makes the world as the spec wants it.
@Command(
        name = "apply",
        description = "Make the cluster as cluster.yaml wants it; with PLAN, exactly that saved plan or nothing.")
public final class ApplyCommand extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final RiskOption risk = new RiskOption();

    @Mixin
    private final RollOption roll = new RollOption();

    @Mixin
    private final OutputOption output;

    @Mixin
    private final ProgressOption progress;

    @Parameters(arity = "0..1", paramLabel = "PLAN", description = "a plan kept with: castellan plan --save PLAN")
    private @Nullable Path saved;

    ApplyCommand(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
        this.progress = new ProgressOption(tools, output);
    }

    /// The JSON form.
    record Applied(String cluster, int steps, String bootstrap) {}

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec, risk, roll);
                Hold ignored = keeping.hold("apply")) {
            Plan plan = saved == null ? keeping.plan(Optional.empty()) : unchanged(keeping, saved);
            tools.console().say(PlanText.of(plan));
            Rounds rounds = new Rounds(
                    keeping,
                    progress.listener(),
                    tools.clock(),
                    next -> tools.console().say(PlanText.of(next)));
            Rounds.Outcome outcome = rounds.run(plan);
            new PrometheusTargets(tools, keeping.spec().name()).refresh(keeping.spec(), keeping.keyring());
            int steps = outcome.steps();
            if (steps > 0) {
                tools.console()
                        .say(StepProgress.line(
                                "proof", "wrote a record to each broker, read it back", outcome.proof()));
            }
            output.show(new Report(
                    "Applied",
                    new Applied(keeping.spec().name(), steps, rounds.bootstrap()),
                    steps == 0 ? "" : steps + (steps == 1 ? " step" : " steps") + " done; the plan is empty now"));
            return ExitCode.DONE;
        }
    }

    /// The plan as it is now, if it is the very one that was saved; a saved one lacks what is [Concealed].
    private Plan unchanged(Keeping keeping, Path file) {
        Plan kept = PlanFile.read(tools.directory().resolve(file));
        if (!kept.cluster().equals(keeping.spec().name())) {
            throw new UserMistake(
                    file + " is a plan for the cluster " + kept.cluster() + ", and the spec is of "
                            + keeping.spec().name(),
                    "name the spec it was made from with --file");
        }
        Optional<Identity> identity = kept.steps().stream()
                .filter(Step.ChooseIdentity.class::isInstance)
                .map(step -> ((Step.ChooseIdentity) step).identity())
                .findFirst();
        Plan now = keeping.plan(identity);
        if (Concealed.of(now).equals(kept)) {
            return now;
        }
        throw new UserMistake(
                file + " was made for another moment: the spec or the world has changed since; now it would be:\n"
                        + PlanText.of(now) + "\nnothing was changed",
                "castellan plan --save " + file + " makes a new one");
    }
}
