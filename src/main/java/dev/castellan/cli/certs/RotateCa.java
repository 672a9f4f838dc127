package dev.castellan.cli.certs;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.keep.ProgressOption;
import dev.castellan.cli.keep.PrometheusTargets;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.RiskOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.plan.Question;
import dev.castellan.plan.Step;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.security.Succession;
import dev.castellan.security.Succession.Stage;
import dev.castellan.target.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `castellan certs rotate-ca`.
///
/// Every stage is kept before nodes learn of it: interrupted anywhere, the same command goes on.
@Command(
        name = "rotate-ca",
        description = {
            "Replace the certificate authority in two steps, so that no client is refused.",
            "First without --finish: nodes trust a new authority beside the old one. Then give clients their",
            "configuration anew (castellan users show-config), and run it with --finish: nodes get certificates",
            "of the new authority, and the old one is trusted no more: a client that knows no other is refused then.",
            "Nodes restart one after the other."
        })
public final class RotateCa extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Mixin
    private final ProgressOption progress;

    @Mixin
    private final RiskOption risks = new RiskOption();

    @Option(names = "--finish", description = "the second step")
    private boolean finish;

    public RotateCa(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
        this.progress = new ProgressOption(tools, output);
    }

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec, risks);
                Hold ignored = keeping.hold("certs rotate-ca")) {
            Certificates certificates = new Certificates(keeping, progress);
            if (finish) {
                refuseOldClients(keeping);
            }
            List<Step> taken = finish ? finish(keeping, certificates) : announce(keeping, certificates);
            new PrometheusTargets(tools, keeping.spec().name()).refresh(keeping.spec(), keeping.keyring());
            output.show(CertReports.rotated(
                    keeping.spec().name(),
                    keeping.keyring().succession().stage(),
                    taken,
                    Certificates.outdated(keeping)));
        }
        return ExitCode.DONE;
    }

    /// Who trusts the old authority alone would learn of it by being cut off.
    private static void refuseOldClients(Keeping keeping) {
        List<String> outdated = Certificates.outdated(keeping);
        if (keeping.keyring().succession().stage() == Stage.ANNOUNCED
                && !outdated.isEmpty()
                && !keeping.accepted().contains(Question.Risk.OLD_CLIENTS)) {
            throw new UserMistake(
                    "the configurations that were given out for " + String.join(", ", outdated)
                            + " trust the old authority alone: those clients would be refused",
                    "castellan users show-config " + outdated.getFirst()
                            + " writes one that trusts both; or go on without: castellan certs rotate-ca --finish"
                            + " --accept-risk=" + Question.Risk.OLD_CLIENTS.text());
        }
    }

    private static List<Step> announce(Keeping keeping, Certificates certificates) {
        Stage stage = keeping.keyring().succession().stage();
        if (stage == Stage.SWITCHED) {
            throw new UserMistake(
                    "the new authority signs already, only the old one is still trusted",
                    "castellan certs rotate-ca --finish");
        }
        List<Step> taken = new ArrayList<>(certificates.settle(new TreeMap<>()));
        if (stage == Stage.SETTLED) {
            keeping.keyring().announceAuthority();
            taken.addAll(certificates.settle(new TreeMap<>()));
        }
        return taken;
    }

    private static List<Step> finish(Keeping keeping, Certificates certificates) {
        Succession succession = keeping.keyring().succession();
        if (succession.stage() == Stage.SETTLED) {
            throw new UserMistake("no new authority is trusted yet", "castellan certs rotate-ca makes one");
        }
        List<Step> taken = new ArrayList<>(certificates.settle(new TreeMap<>()));
        if (succession.stage() == Stage.ANNOUNCED) {
            succession.switchOver();
            taken.addAll(certificates.settle(new TreeMap<>()));
        }
        succession.finish();
        taken.addAll(certificates.settle(new TreeMap<>()));
        return taken;
    }
}
