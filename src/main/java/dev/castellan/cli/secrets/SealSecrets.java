package dev.castellan.cli.secrets;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Passphrase;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.machine.Lock;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.security.Vault;
import dev.castellan.spec.ClusterSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `castellan secrets seal`.
@Command(
        name = "seal",
        description = {
            "Seal the secrets with a passphrase: nothing opens them without it.",
            "It is taken from CASTELLAN_PASSPHRASE, or asked for. From then on every command that needs a secret does the",
            "same. Interrupted, the same command finishes. A passphrase that is lost cannot be found again."
        })
public final class SealSecrets extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Option(
            names = "--new-passphrase",
            description = "seal with another passphrase; it is taken from CASTELLAN_NEW_PASSPHRASE, or asked for")
    private boolean again;

    public SealSecrets(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        ClusterSpec wanted = spec.read().spec();
        try (Lock ignored = SecretReports.alone(tools, wanted.name(), "secrets seal")) {
            output.show(
                    again
                            ? SecretReports.resealed(wanted.name(), resealed(wanted))
                            : SecretReports.sealed(wanted.name(), sealed(wanted)));
        }
        return ExitCode.DONE;
    }

    private int sealed(ClusterSpec wanted) {
        Vault here = spec.vault(wanted);
        if (here.isSealed()) {
            return here.seal();
        }
        Passphrase passphrase = new Passphrase(tools, wanted.name());
        return Vault.of(here.folder(), () -> passphrase.chosen(Passphrase.VARIABLE))
                .seal();
    }

    private int resealed(ClusterSpec wanted) {
        Vault here = spec.vault(wanted);
        if (!here.isSealed()) {
            throw new UserMistake(
                    "the secrets of " + wanted.name() + " are not sealed yet", "run it without --new-passphrase");
        }
        Passphrase passphrase = new Passphrase(tools, wanted.name());
        return here.sealAgain(() -> passphrase.chosen(Passphrase.NEXT)).list().size();
    }
}
