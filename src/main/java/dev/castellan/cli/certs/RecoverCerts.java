package dev.castellan.cli.certs;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.keep.StepProgress;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.plan.Plan;
import dev.castellan.plan.Step;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.security.CertificateFacts;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.Facts;
import dev.castellan.target.Hold;
import dev.castellan.target.NodeFacts;
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
            "Bring back a cluster whose certificates have expired.",
            "Every node gets a new one and all of them restart at once: where nobody trusts anybody, no gate can be",
            "asked. An authority that has expired is replaced; clients then need castellan users show-config anew."
        })
public final class RecoverCerts extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    public RecoverCerts(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec);
                Hold ignored = keeping.hold("certs recover")) {
            Certificates.requireLocked(keeping);
            Facts facts = keeping.target().facts();
            boolean authority = !facts.nodes().isEmpty() && keeping.keyring().replaceExpiredAuthority();
            if (!authority && facts.nodes().values().stream().noneMatch(this::isExpired)) {
                throw new UserMistake(
                        "no certificate of " + keeping.spec().name() + " has expired",
                        "castellan certs renew gives new ones, and restarts nothing");
            }
            List<Step> steps = steps(keeping, facts);
            keeping.apply(
                    new Plan(
                            keeping.spec().name(),
                            keeping.spec().kafka().version().toString(),
                            steps,
                            List.of()),
                    new StepProgress(tools.console()));
            output.show(CertReports.recovered(keeping.spec().name(), authority, steps));
        }
        return ExitCode.DONE;
    }

    /// What a node was started with counts too: an earlier run may have been killed before the restart.
    private boolean isExpired(NodeFacts node) {
        return isExpired(node.certificates().certificate())
                || node.running()
                        .flatMap(NodeFacts.Running::atStart)
                        .filter(atStart -> isExpired(atStart.certificate()))
                        .isPresent();
    }

    private boolean isExpired(String certificate) {
        return CertificateFacts.parse(certificate).stream()
                .limit(1)
                .anyMatch(facts -> facts.isExpired(tools.clock().instant()));
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
        String why = "all at once: certificates have expired";
        if (!running.isEmpty()) {
            steps.add(new Step.StopNodes(running, Step.Ending.CONTROLLED, why));
        }
        steps.add(new Step.StartNodes(all, why));
        return steps;
    }
}
