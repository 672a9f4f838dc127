package dev.castellan.cli.monitoring;

import dev.castellan.cli.keep.PrometheusTargets;
import dev.castellan.cli.verb.Numbers;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.SpecOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.metrics.Scrape;
import dev.castellan.monitoring.Monitoring;
import dev.castellan.monitoring.MonitoringFolder;
import dev.castellan.monitoring.MonitoringFolder.Outcome;
import dev.castellan.problem.ExitCode;
import dev.castellan.spec.AgentPort;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.view.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `castellan monitoring write`.
@Command(
        name = "write",
        description = {
            "Write alert rules, their tests, targets and dashboards into a directory of Prometheus.",
            "prometheus.yml and alertmanager.yml are begun where there are none, and then left alone."
        })
public final class WriteMonitoring extends Verb {
    private final Tools tools;

    @Mixin
    private final SpecOption spec;

    @Mixin
    private final OutputOption output;

    @Parameters(paramLabel = "DIR", description = "where Prometheus has its configuration")
    private Path directory = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "where castellan serve listens on 127.0.0.1 (default 7070)")
    private int port = Scrape.PORT;

    public WriteMonitoring(Tools tools) {
        this.tools = tools;
        this.spec = new SpecOption(tools);
        this.output = new OutputOption(tools);
    }

    /// The JSON form.
    ///
    /// @param left files that are the user's
    record Written(String directory, List<String> written, List<String> same, List<String> left) {}

    @Override
    public ExitCode call() {
        Numbers.requirePort("--port", port, 1);
        ClusterSpec wantedCluster = spec.read().spec();
        String cluster = wantedCluster.name();
        MonitoringFolder folder = new MonitoringFolder(tools.directory().resolve(directory));
        Optional<Monitoring.Key> key = PrometheusTargets.key(wantedCluster, spec.keyring(wantedCluster));
        if (AgentPort.isGuarded(wantedCluster) && key.isEmpty()) {
            tools.console()
                    .say("the agents of " + cluster + " ask for a password that is not made yet, so none is among the"
                            + " targets; run castellan apply, then this again");
        }
        List<MonitoringFolder.Result> results =
                folder.write(Monitoring.files(PrometheusTargets.wanted(tools, wantedCluster, key), port));
        output.show(said(directory.toString(), results));
        if (key.isPresent() && !folder.asks(cluster)) {
            tools.console()
                    .say("prometheus.yml is yours and does not ask the agents of " + cluster + " yet: scrape-" + cluster
                            + ".yml has the job for it");
        }
        wantedCluster.monitoring().names().stream()
                .filter(dialect -> !folder.loads(dialect))
                .forEach(dialect -> tools.console()
                        .say("prometheus.yml is yours and does not load " + Monitoring.names(dialect)
                                + " yet: add it to its rule_files"));
        new PrometheusTargets(tools, cluster).keep(folder.path());
        return ExitCode.DONE;
    }

    static Report said(String directory, List<MonitoringFolder.Result> results) {
        Written written = new Written(
                directory, those(results, Outcome.WRITTEN), those(results, Outcome.SAME), those(results, Outcome.LEFT));
        StringBuilder text = new StringBuilder();
        written.written().forEach(path -> text.append("wrote ").append(path).append('\n'));
        written.left().forEach(path -> text.append("left  ").append(path).append(", it is yours\n"));
        text.append("%d files below %s, %d of them new or changed"
                .formatted(results.size(), directory, written.written().size()));
        return new Report("MonitoringFiles", written, text.toString());
    }

    private static List<String> those(List<MonitoringFolder.Result> results, Outcome outcome) {
        return results.stream()
                .filter(result -> result.outcome() == outcome)
                .map(MonitoringFolder.Result::path)
                .toList();
    }
}
