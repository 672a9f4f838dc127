package dev.castellan.cli.secrets;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.machine.Lock;
import dev.castellan.problem.ExitCode;
import dev.castellan.spec.ClusterSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan secrets unseal`.
@Command(
        name = "unseal",
        description = {
            "Take the seal off: the secrets are plain files again, which only you can read.",
            "The passphrase is taken from CASTELLAN_PASSPHRASE, or asked for."
        })
public final class UnsealSecrets extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    public UnsealSecrets(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        ClusterSpec wanted = spec.read().spec();
        try (Lock ignored = SecretReports.alone(tools, wanted.name(), "secrets unseal")) {
            output.show(SecretReports.unsealed(wanted.name(), spec.vault(wanted).unseal()));
        }
        return ExitCode.DONE;
    }
}
