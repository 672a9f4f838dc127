package dev.castellan.cli.secrets;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.machine.Lock;
import dev.castellan.problem.ExitCode;
import dev.castellan.security.Vault;
import dev.castellan.security.VaultArchive;
import dev.castellan.spec.ClusterSpec;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `castellan secrets backup`.
@Command(
        name = "backup",
        description = {
            "Write all secrets of the cluster to one file, whole or not at all, which only you can read.",
            "What is sealed stays sealed in it."
        })
public final class BackupSecrets extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Parameters(paramLabel = "FILE", description = "a file that does not exist yet: orders-secrets.zip")
    private Path file = Path.of("");

    public BackupSecrets(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        ClusterSpec wanted = spec.read().spec();
        try (Lock ignored = SecretReports.alone(tools, wanted.name(), "secrets backup")) {
            Vault vault = spec.vault(wanted);
            int files = new VaultArchive(wanted.name())
                    .write(vault, tools.directory().resolve(file));
            output.show(SecretReports.saved(wanted.name(), file.toString(), files, vault.isSealed()));
        }
        return ExitCode.DONE;
    }
}
