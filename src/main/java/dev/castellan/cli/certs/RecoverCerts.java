package dev.castellan.cli.certs;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.keep.ProgressOption;
import dev.castellan.cli.keep.PrometheusTargets;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.plan.NarrowPlans;
import dev.castellan.plan.Plan;
import dev.castellan.plan.Question;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.target.Facts;
import dev.castellan.target.Hold;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan certs recover`.
@Command(
        name = "recover",
        description = {
            "Bring back a cluster whose certificates have expired, or are of an authority that is not known here.",
            "Every node gets a new one and all of them restart at once: where nobody trusts anybody, no gate can be",
            "asked. An authority that has expired is replaced; clients then need castellan users show-config anew.",
            "Workers of Kafka Connect restart after the nodes, where they need new ones too."
        })
public final class RecoverCerts extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Mixin
    private final ProgressOption progress;

    public RecoverCerts(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
        this.progress = new ProgressOption(tools, output);
    }

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec);
                Hold ignored = keeping.hold("certs recover")) {
            Certificates.requireLocked(keeping);
            Question question = keeping.question(Optional.empty());
            Facts facts = question.have().facts();
            boolean trusted =
                    keeping.keyring().distrusted(facts.nodes().values()).isEmpty();
            boolean authority = !facts.nodes().isEmpty() && keeping.keyring().replaceExpiredAuthority();
            if (!authority && trusted) {
                throw new UserMistake(
                        "no certificate of " + keeping.spec().name() + " has expired, and all are of its authority",
                        "castellan certs renew gives new ones, and restarts nothing");
            }
            Plan plan = NarrowPlans.recovery(question);
            keeping.apply(plan, progress.listener());
            new PrometheusTargets(tools, keeping.spec().name()).refresh(keeping.spec(), keeping.keyring());
            output.show(CertReports.recovered(
                    keeping.spec().name(), authority, plan.steps(), Certificates.outdated(keeping)));
        }
        return ExitCode.DONE;
    }
}
