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

/// `castellan secrets restore`.
@Command(
        name = "restore",
        description = {
            "Bring back the secrets of the cluster from a file that castellan secrets backup wrote.",
            "Secrets that are here already stay; where one of them is another, nothing is changed."
        })
public final class RestoreSecrets extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Parameters(paramLabel = "FILE", description = "the backup")
    private Path file = Path.of("");

    public RestoreSecrets(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        ClusterSpec wanted = spec.read().spec();
        try (Lock ignored = SecretReports.alone(tools, wanted.name(), "secrets restore")) {
            Vault vault = spec.vault(wanted);
            int files = new VaultArchive(wanted.name()).read(tools.directory().resolve(file), vault);
            output.show(SecretReports.restored(wanted.name(), vault.folder().toString(), files));
        }
        return ExitCode.DONE;
    }
}
