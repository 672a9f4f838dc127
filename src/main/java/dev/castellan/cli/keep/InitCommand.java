package dev.castellan.cli.keep;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.machine.SafeFiles;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Starter;
import dev.castellan.spec.StarterFile;
import dev.castellan.spec.VagrantStarter;
import dev.castellan.target.local.ClusterFolder;
import dev.castellan.view.Report;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `castellan init`: a commented spec to start from, and on request the machines it is about.
@Command(name = "init", description = "Write a commented cluster.yaml to start from.")
public final class InitCommand extends Verb {
    /// For guests in a directory without a name of its own: [ClusterSpec#DEFAULT_NAME] is a cluster of this machine.
    private static final String GUESTS = "vagrant";

    /// As the spec has it for the name of a cluster.
    private static final int LONGEST_NAME = 63;

    private final Tools tools;

    @Option(
            names = "--vagrant-libvirt",
            description = "write a Vagrantfile and kafka-net.xml, too: three Ubuntu guests, and a spec about them")
    private boolean vagrant;

    @Mixin
    private final OutputOption output;

    InitCommand(Tools tools) {
        this.tools = tools;
        this.output = new OutputOption(tools);
    }

    /// The JSON form.
    ///
    /// @param file the spec
    /// @param files all that was written
    record Written(String file, List<String> files) {}

    @Override
    public ExitCode call() {
        List<StarterFile> files = vagrant
                ? VagrantStarter.files(SpecOption.FILE, guestsName())
                : List.of(new StarterFile(SpecOption.FILE, Starter.text(name())));
        overwriteNothing(files);
        write(files);
        output.show(new Report(
                "Init",
                new Written(
                        place(SpecOption.FILE).toString(),
                        files.stream()
                                .map(file -> place(file.name()).toString())
                                .toList()),
                "wrote " + names(files) + "; next: "
                        + (vagrant ? "vagrant up --provider=libvirt, then castellan up" : "castellan up")));
        return ExitCode.DONE;
    }

    private void overwriteNothing(List<StarterFile> files) {
        List<StarterFile> there = files.stream()
                .filter(file -> Files.exists(place(file.name()), LinkOption.NOFOLLOW_LINKS))
                .toList();
        if (!there.isEmpty()) {
            throw new UserMistake(
                    names(there)
                            + (there.size() == 1
                                    ? " exists and was left as it is"
                                    : " exist and were left as they are"),
                    vagrant ? "nothing was written; run it in an empty directory" : "castellan plan reads it");
        }
    }

    /// All of them, or none: half a set would be refused the next time.
    private void write(List<StarterFile> files) {
        List<Path> written = new ArrayList<>();
        try {
            for (StarterFile file : files) {
                SafeFiles.write(place(file.name()), file.text());
                written.add(place(file.name()));
            }
        } catch (WorldRefused e) {
            written.forEach(SafeFiles::delete);
            throw e;
        }
    }

    private Path place(String name) {
        return tools.directory().resolve(name);
    }

    private static String names(List<StarterFile> files) {
        return files.stream().map(StarterFile::name).collect(Collectors.joining(", "));
    }

    /// The cluster that was made without a spec, where there is one: a spec with another name would make a second. Else
    /// the directory's name.
    private String name() {
        if (Files.exists(
                ClusterFolder.of(tools.home(), ClusterSpec.DEFAULT_NAME).path().resolve("nodes"))) {
            return ClusterSpec.DEFAULT_NAME;
        }
        return folderName(ClusterSpec.DEFAULT_NAME);
    }

    private String guestsName() {
        String name = folderName(GUESTS);
        return name.equals(ClusterSpec.DEFAULT_NAME) ? GUESTS : name;
    }

    private String folderName(String otherwise) {
        String folder = String.valueOf(tools.directory().getFileName())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_-]", "-")
                .replaceAll("^[_-]+", "");
        return folder.isEmpty() ? otherwise : folder.substring(0, Math.min(LONGEST_NAME, folder.length()));
    }
}
