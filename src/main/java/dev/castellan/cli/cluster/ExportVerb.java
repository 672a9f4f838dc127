package dev.castellan.cli.cluster;

import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.export.Export;
import dev.castellan.export.Origin;
import dev.castellan.kafka.client.Access;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.machine.SafeFiles;
import dev.castellan.observe.Live;
import dev.castellan.observe.LiveReader;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.Problem;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.SpecReader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `castellan export`: what a cluster holds, as blocks of a spec.
@Command(
        name = "export",
        description = {
            "What a cluster holds, as the blocks topics, users and config of a cluster.yaml.",
            "In the place of those of its spec they leave nothing to plan. Passwords are not in it."
        })
public final class ExportVerb extends Verb {
    private final Tools tools;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Option(names = "--out", paramLabel = "FILE", description = "write it to a file that does not exist yet")
    private @Nullable Path out;

    public ExportVerb(Tools tools) {
        this.tools = tools;
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        Origin known = known();
        if (out != null && Files.exists(tools.directory().resolve(out), LinkOption.NOFOLLOW_LINKS)) {
            throw new UserMistake(out + " exists and was left as it is", "name a file that does not exist");
        }
        Export export = read(known);
        if (out == null) {
            output.show(ClusterReports.exported(export));
        } else {
            SafeFiles.write(tools.directory().resolve(out), export.yaml());
            output.show(ClusterReports.exportedTo(String.valueOf(out), export));
        }
        return ExitCode.DONE;
    }

    /// Half of a spec is no ground to stand on.
    private Origin known() {
        if (connection.isForeign()) {
            return Origin.UNKNOWN;
        }
        SpecReader.Reading reading = connection.spec().read();
        if (!Problem.errorsIn(reading.problems()).isEmpty()) {
            throw new UserMistake(reading.problems());
        }
        return Origin.of(reading.spec());
    }

    private Export read(Origin known) {
        try (KafkaConnection kafka = connection.open()) {
            // Asked first, because it says clearly why nobody answers.
            Origin origin = known.with(new Access(kafka).quotasOfOthers());
            return switch (new LiveReader(kafka, broker -> true).read()) {
                case Live.Awake awake -> Export.of(awake, origin);
                case Live.Silent silent ->
                    throw new WorldRefused(kafka.bootstrap(), "it cannot be read: " + silent.why(), "");
                case Live.Asleep ignored -> throw kafka.silent();
            };
        }
    }
}
