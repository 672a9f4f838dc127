package dev.castellan.cli.certs;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.problem.ExitCode;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `castellan certs renew`.
@Command(
        name = "renew",
        description = {
            "Give nodes new certificates, due or not; brokers take them up while they run.",
            "castellan up does the same for those that are due."
        })
public final class RenewCerts extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Option(names = "--node", paramLabel = "NODE", description = "only this node; may be repeated")
    private List<String> nodes = new ArrayList<>();

    public RenewCerts(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec);
                Hold ignored = keeping.hold("certs renew")) {
            Certificates certificates = new Certificates(keeping, tools);
            List<NodeSpec> chosen = nodes.isEmpty()
                    ? keeping.spec().nodes()
                    : nodes.stream().map(keeping::node).toList();
            SortedMap<Integer, String> forced = new TreeMap<>();
            chosen.forEach(node -> forced.put(node.id(), "asked for"));
            output.show(CertReports.renewed(keeping.spec().name(), certificates.settle(forced)));
        }
        return ExitCode.DONE;
    }
}
