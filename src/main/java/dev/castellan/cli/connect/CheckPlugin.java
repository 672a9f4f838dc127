package dev.castellan.cli.connect;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.connect.plugin.Fit;
import dev.castellan.connect.plugin.PluginCheck;
import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.kafka.distribution.Distributions;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.kafka.distribution.Plugins;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.Problem;
import dev.castellan.problem.UserMistake;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.spec.SpecReader;
import dev.castellan.view.ProgressBar;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `castellan connect check`: whether a plugin fits, before a worker has it.
@Command(
        name = "check",
        description = {
            "Load a plugin of Kafka Connect apart, as a worker of that release would, and tell what is wrong.",
            "Everything of Kafka that its classes name is looked up in the release. No cluster is needed or touched."
        })
public final class CheckPlugin extends Verb {
    private final Tools tools;

    @Parameters(
            paramLabel = "PLUGIN",
            description = "Maven coordinates group:artifact:version, or a zip, tar.gz, jar or directory of jars")
    private String plugin = "";

    @Option(
            names = "--kafka",
            paramLabel = "VERSION",
            description = "the release to run it with; several times for several (default: that of the spec)")
    private List<String> versions = List.of();

    @Option(
            names = "--class",
            paramLabel = "NAME",
            description = "a class that is to be used, as in connector.class; several times for several")
    private List<String> classes = List.of();

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    public CheckPlugin(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        var progress = new ProgressBar(tools.console(), tools.clock());
        var distributions = new Distributions(tools.home().resolve("kafka"), progress);
        List<Distribution> asked = asked(distributions);
        Plugin got = new Plugins(tools.home().resolve("plugins"), progress).resolve(plugin, tools.directory());
        var check = new PluginCheck(got, classes);
        List<Fit> fits = asked.stream().map(check::against).toList();
        List<Fit> others = fits.stream().allMatch(Fit::fits)
                ? List.of()
                : distributions.cached().stream()
                        .filter(version ->
                                asked.stream().noneMatch(one -> one.version().equals(version)))
                        .map(version -> check.against(distributions.resolve(version)))
                        .toList();
        output.show(ConnectReports.check(got, fits, others));
        return fits.stream().allMatch(Fit::works) ? ExitCode.DONE : ExitCode.MISTAKE;
    }

    private List<Distribution> asked(Distributions distributions) {
        if (!versions.isEmpty()) {
            return versions.stream()
                    .map(CheckPlugin::version)
                    .distinct()
                    .map(distributions::resolve)
                    .toList();
        }
        SpecReader.Reading reading = spec.read();
        List<Problem> errors = Problem.errorsIn(reading.problems());
        if (!errors.isEmpty()) {
            throw new UserMistake(errors);
        }
        return List.of(distributions.resolve(reading.spec().kafka(), spec.folder()));
    }

    private static KafkaVersion version(String text) {
        return KafkaVersion.parse(text)
                .orElseThrow(() -> new UserMistake(
                        "\"" + text + "\" is no release of Kafka", "write it as " + KafkaVersion.DEFAULT));
    }
}
