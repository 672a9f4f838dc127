package dev.castellan.cli.keep;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.RiskOption;
import dev.castellan.cli.verb.RollOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.plan.Plan;
import dev.castellan.problem.ExitCode;
import dev.castellan.spec.TargetKind;
import dev.castellan.target.Hold;
import dev.castellan.view.Report;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan up`: from nothing, or from whatever is there, to a cluster that is proven to work.
@Command(
        name = "up",
        description = {
            "Build the cluster of cluster.yaml (without one: three nodes on this machine), start it, and prove it.",
            "Run again, it changes only what differs; after an interruption it goes on."
        })
public final class UpCommand extends Verb {
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

    UpCommand(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
        this.progress = new ProgressOption(tools, output);
    }

    /// The JSON form.
    record Ready(String cluster, String kafka, String bootstrap, int nodes, int steps, double seconds) {}

    @Override
    public ExitCode call() {
        long begun = tools.clock().millis();
        try (Keeping keeping = Keeping.open(tools, spec, risk, roll);
                Hold ignored = keeping.hold("up")) {
            Plan plan = keeping.plan(Optional.empty());
            tools.console().say(headline(keeping, plan));
            Rounds rounds = new Rounds(keeping, progress.listener(), tools.clock(), next -> {});
            Rounds.Outcome outcome = rounds.run(plan);
            new PrometheusTargets(tools, keeping.spec().name()).refresh(keeping.spec(), keeping.keyring());
            tools.console()
                    .say(StepProgress.line("proof", "wrote a record to each broker, read it back", outcome.proof()));
            output.show(report(
                    keeping, rounds.bootstrap(), outcome.steps(), (tools.clock().millis() - begun) / 1000.0));
        }
        return ExitCode.DONE;
    }

    private static String headline(Keeping keeping, Plan plan) {
        int nodes = keeping.spec().nodes().size();
        return keeping.spec().name() + ": " + nodes + (nodes == 1 ? " node" : " nodes")
                + (keeping.spec().target() == TargetKind.hosts ? " on hosts, Kafka " : " on this machine, Kafka ")
                + keeping.spec().kafka().version() + (plan.isEmpty() ? ", nothing to change" : "");
    }

    private static Report report(Keeping keeping, String bootstrap, int steps, double seconds) {
        String text = String.format(Locale.ROOT, """
                ready in %.1f s at %s
                try:  castellan topics create clicks --partitions 6
                      seq 1 1000 | castellan produce clicks
                      castellan status""", seconds, bootstrap);
        return new Report(
                "Up",
                new Ready(
                        keeping.spec().name(),
                        keeping.spec().kafka().version().toString(),
                        bootstrap,
                        keeping.spec().nodes().size(),
                        steps,
                        seconds),
                text);
    }
}
