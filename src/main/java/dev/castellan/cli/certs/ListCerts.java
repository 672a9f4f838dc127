package dev.castellan.cli.certs;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.problem.ExitCode;
import dev.castellan.target.Facts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan certs list`.
@Command(
        name = "list",
        aliases = "status",
        description = "Until when the certificates of nodes, users and the authority are good.")
public final class ListCerts extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    public ListCerts(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        try (Keeping keeping = Keeping.open(tools, spec)) {
            Certificates.requireLocked(keeping);
            Facts facts = keeping.target().facts();
            output.show(CertReports.list(
                    new CertReports.Known(
                            keeping.keyring().succession().trusted().authorities(),
                            facts.nodes().values(),
                            facts.workers().values(),
                            keeping.keyring().clients()),
                    tools.clock().instant()));
        }
        return ExitCode.DONE;
    }
}
