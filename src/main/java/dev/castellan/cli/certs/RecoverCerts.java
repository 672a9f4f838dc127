package dev.castellan.cli.certs;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.keep.ProgressOption;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.plan.Step;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.Facts;
import dev.castellan.target.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan certs recover`.
@Command(
        name = "recover",
        description = {
            "Bring back a cluster whose certificates have expired, or are of an authority that is not known here.",
            "Every node gets a new one and all of them restart at once: where nobody trusts anybody, no gate can be",
            "asked. An authority that has expired is replaced; clients then need castellan users show-config anew."
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
            Facts facts = keeping.target().facts();
            boolean trusted =
                    keeping.keyring().distrusted(facts.nodes().values()).isEmpty();
            boolean authority = !facts.nodes().isEmpty() && keeping.keyring().replaceExpiredAuthority();
            if (!authority && trusted) {
                throw new UserMistake(
                        "no certificate of " + keeping.spec().name() + " has expired, and all are of its authority",
                        "castellan certs renew gives new ones, and restarts nothing");
            }
            List<Step> steps = steps(keeping, facts);
            keeping.apply(steps, progress.listener());
            output.show(CertReports.recovered(keeping.spec().name(), authority, steps, Certificates.outdated(keeping)));
        }
        return ExitCode.DONE;
    }

    private static List<Step> steps(Keeping keeping, Facts facts) {
        List<Step> steps = new ArrayList<>();
        SortedSet<Integer> running = new TreeSet<>();
        SortedSet<Integer> all = new TreeSet<>();
        for (NodeSpec node : keeping.spec().nodes()) {
            Optional.ofNullable(facts.nodes().get(node.id())).ifPresent(have -> {
                steps.add(new Step.Certify(node.id(), ""));
                all.add(node.id());
                have.running().ifPresent(process -> running.add(node.id()));
            });
        }
        String why = "all at once: nobody trusts anybody";
        if (!running.isEmpty()) {
            steps.add(new Step.StopNodes(running, Step.Ending.BRIEF, why));
        }
        steps.add(new Step.StartNodes(all, why));
        return steps;
    }
}
