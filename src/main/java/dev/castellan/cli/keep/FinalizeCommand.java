package dev.castellan.cli.keep;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.RiskOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.Finalizing;
import dev.castellan.plan.Question.Risk;
import dev.castellan.plan.Step.FinalizeFeature;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.Problem;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Hold;
import dev.castellan.view.Report;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `castellan finalize`: lets the cluster use what its release can do.
@Command(
        name = "finalize",
        description = {
            "Let the cluster use what its release of Kafka can do, feature by feature; asks first.",
            "Until then the release before can be brought back. Kafka does not take a finalized feature back."
        })
public final class FinalizeCommand extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final RiskOption risk = new RiskOption();

    @Mixin
    private final OutputOption output;

    @Mixin
    private final ProgressOption progress;

    @Option(
            names = "--feature",
            paramLabel = "NAME",
            description = "only this one, as metadata.version; may be repeated")
    private List<String> features = new ArrayList<>();

    FinalizeCommand(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
        this.progress = new ProgressOption(tools, output);
    }

    /// The JSON form.
    record Finalized(String cluster, String kafka, List<Level> features) {
        record Level(String feature, int before, int after) {}
    }

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec);
                Hold ignored = keeping.hold("finalize")) {
            keeping.requireSound();
            List<FinalizeFeature> steps = chosen(keeping);
            String version = keeping.spec().kafka().version().toString();
            String name = keeping.spec().name();
            if (!steps.isEmpty()) {
                agree(keeping, steps);
                keeping.apply(List.copyOf(steps), progress.listener());
            }
            List<Finalized.Level> levels = steps.stream()
                    .map(step -> new Finalized.Level(step.feature(), step.before(), step.after()))
                    .toList();
            output.show(new Report(
                    "Finalized",
                    new Finalized(name, version, levels),
                    steps.isEmpty()
                            ? name + " uses all that Kafka " + version + " can do: nothing to finalize"
                            : name + " is finalized for Kafka " + version));
            return ExitCode.DONE;
        }
    }

    private List<FinalizeFeature> chosen(Keeping keeping) {
        Snapshot now = keeping.observe();
        List<Problem> problems = Finalizing.refusals(keeping.spec(), now);
        if (!problems.isEmpty() || !(now.live() instanceof Live.Awake awake)) {
            throw new WorldRefused(problems);
        }
        List<FinalizeFeature> pending = Finalizing.pending(awake);
        return Finalizing.chosen(pending, features)
                .orElseThrow(() -> new UserMistake(
                        "not to be finalized: " + String.join(", ", features),
                        pending.isEmpty()
                                ? "there is nothing to finalize"
                                : "what is: "
                                        + String.join(
                                                ", ",
                                                pending.stream()
                                                        .map(FinalizeFeature::feature)
                                                        .toList())));
    }

    private void agree(Keeping keeping, List<FinalizeFeature> steps) {
        if (risk.accepted().contains(Risk.NO_WAY_BACK)) {
            return;
        }
        String version = keeping.spec().kafka().version().toString();
        StringBuilder lost = new StringBuilder(keeping.spec().name() + " would use for good, with no way back to a "
                + "release that does not know it:");
        steps.forEach(step -> lost.append(" ").append(text(keeping, step)).append(','));
        lost.setLength(lost.length() - 1);
        if (!tools.console().isInteractive()) {
            throw new UserMistake(
                    lost.toString(), "to agree: castellan finalize --accept-risk=" + Risk.NO_WAY_BACK.text());
        }
        if (!tools.console()
                .ask(lost + "\ntype the release, " + version + ", to go on:")
                .equals(version)) {
            throw new UserMistake("that is not the release: nothing was changed", "castellan finalize asks again");
        }
    }

    private static String text(Keeping keeping, FinalizeFeature step) {
        String levels = step.feature() + " " + step.before() + " -> " + step.after();
        return step.feature().equals("metadata.version")
                ? levels + " (" + keeping.knowledge().metadataVersion(step.after()) + ")"
                : levels;
    }
}
