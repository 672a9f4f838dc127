package dev.castellan.cli;

import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.problem.ExitCode;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.view.Report;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `castellan version`.
@Command(name = "version", description = "The versions of Castellan, its Kafka client and its Java.")
final class VersionVerb extends Verb {
    @Mixin
    private final OutputOption output;

    VersionVerb(Tools tools) {
        this.output = new OutputOption(tools);
    }

    /// The JSON form.
    ///
    /// @param kafka the release a spec without a version gets
    record Versions(String castellan, String kafkaClient, String kafka, String java) {}

    @Override
    public ExitCode call() {
        String own = VersionVerb.class.getPackage().getImplementationVersion();
        Versions versions = new Versions(
                own == null ? "unreleased" : own,
                AppInfoParser.getVersion(),
                KafkaVersion.DEFAULT.toString(),
                Runtime.version().toString());
        output.show(new Report("Version", versions, text(versions)));
        return ExitCode.DONE;
    }

    static String text(Versions versions) {
        return "castellan %s (Kafka client %s, new clusters run Kafka %s, Java %s)"
                .formatted(versions.castellan(), versions.kafkaClient(), versions.kafka(), versions.java());
    }
}
