package dev.castellan.cli.keep;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.machine.SafeFiles;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Starter;
import dev.castellan.target.local.ClusterFolder;
import dev.castellan.view.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan init`: a commented spec to start from.
@Command(name = "init", description = "Write a commented cluster.yaml to start from.")
public final class InitCommand extends Verb {
    private final Tools tools;

    @Mixin
    private final OutputOption output;

    InitCommand(Tools tools) {
        this.tools = tools;
        this.output = new OutputOption(tools);
    }

    /// The JSON form.
    record Written(String file) {}

    @Override
    public ExitCode call() {
        Path file = tools.directory().resolve(SpecOption.FILE);
        if (Files.exists(file)) {
            throw new UserMistake(SpecOption.FILE + " exists and was left as it is", "castellan plan reads it");
        }
        SafeFiles.write(file, Starter.text(name()));
        output.show(
                new Report("Init", new Written(file.toString()), "wrote " + SpecOption.FILE + "; next: castellan up"));
        return ExitCode.DONE;
    }

    /// The cluster that was made without a spec, where there is one: a spec with another name would make a second. Else
    /// the directory's name.
    private String name() {
        if (Files.exists(
                ClusterFolder.of(tools.home(), ClusterSpec.DEFAULT_NAME).path().resolve("nodes"))) {
            return ClusterSpec.DEFAULT_NAME;
        }
        String folder = String.valueOf(tools.directory().getFileName())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_-]", "-")
                .replaceAll("^-+", "");
        return folder.isEmpty() ? ClusterSpec.DEFAULT_NAME : folder;
    }
}
