package dev.castellan.cli.groups;

import dev.castellan.apply.Pauser;
import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.Numbers;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Spans;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.lag.Effort;
import dev.castellan.lag.Lag;
import dev.castellan.lag.LagSnapshot;
import dev.castellan.metrics.Exposition;
import dev.castellan.metrics.LagCollector;
import dev.castellan.metrics.LagFile;
import dev.castellan.metrics.LagMetrics;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.LagObjectives;
import dev.castellan.target.local.ClusterFolder;
import dev.castellan.view.Format;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `castellan lag`.
@Command(
        name = "lag",
        description = {
            "How far groups are behind, in records and in time.",
            "The time is the age of the oldest record that a group has not read: seen while it came, or asked for."
        })
public final class LagVerb extends Verb {
    /// Who looks more often only makes the cluster busy.
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Tools tools;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Parameters(paramLabel = "GROUP", arity = "0..*", description = "the groups; all when none is named")
    private List<String> names = new ArrayList<>();

    @Option(names = "--partitions", description = "every partition of each group")
    private boolean partitions;

    @Option(names = "--watch", description = "look again and again until Ctrl-C")
    private boolean watch;

    @Option(names = "--every", paramLabel = "SPAN", description = "with --watch: how often (default 5s)")
    private String every = "5s";

    @Option(names = "--times", paramLabel = "N", description = "with --watch: end after so many looks")
    private int times = Integer.MAX_VALUE;

    @Option(names = "--prometheus", description = "as metrics, in the text that Prometheus reads")
    private boolean prometheus;

    @Option(
            names = "--series",
            paramLabel = "N",
            description = "with --prometheus: at most so many series (default 150000)")
    private int series = LagMetrics.SERIES;

    public LagVerb(Tools tools) {
        this.tools = tools;
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    @Override
    public ExitCode call() {
        if (prometheus && output.format() == Format.json) {
            throw new UserMistake("--prometheus is a form of its own", "leave out -o json");
        }
        Duration pause = Duration.ofMillis(Math.round(Spans.millis("--every", every)));
        if (pause.compareTo(SHORTEST) < 0) {
            throw new UserMistake("--every " + every + " is out of bounds", "at least 1s; 5s is usual");
        }
        Numbers.require("--times", times, 1, Integer.MAX_VALUE);
        Numbers.require("--series", series, 1, Integer.MAX_VALUE);
        try (KafkaConnection kafka = connection.open(patience())) {
            Optional<LagFile> file = file();
            LagCollector collector = new LagCollector(
                    kafka,
                    tools.clock(),
                    watch ? Effort.STEADY : Effort.ONCE,
                    file.map(LagFile::read).orElseGet(Lag::nothing));
            LagSnapshot snapshot = collector.collect(names);
            for (int look = 1; ; look++) {
                file.ifPresent(kept -> kept.write(collector.known()));
                show(snapshot);
                if (!watch || look >= times) {
                    return ExitCode.DONE;
                }
                Pauser.real().pause(pause);
                snapshot = next(collector, snapshot);
            }
        }
    }

    /// Who does not answer in a third of the bound is not waited for: another broker may be asked in the rest.
    private Map<String, String> patience() {
        return Map.of(
                "request.timeout.ms",
                String.valueOf(Math.max(1000, connection.bound().toMillis() / 3)));
    }

    /// The next snapshot; the one before, and older by now, where nobody answers.
    private LagSnapshot next(LagCollector collector, LagSnapshot before) {
        try {
            return collector.collect(names);
        } catch (WorldRefused silent) {
            tools.console().complain(silent.problems());
            return before;
        }
    }

    private void show(LagSnapshot snapshot) {
        Instant now = tools.clock().instant();
        if (prometheus) {
            tools.console().out().print(Exposition.text(LagMetrics.of(snapshot, told(), now, series)));
            tools.console().out().flush();
            return;
        }
        LagReports.Detail detail = partitions ? LagReports.Detail.PARTITIONS : LagReports.Detail.GROUPS;
        if (watch) {
            tools.console().showNext(LagReports.of(snapshot, detail, now), output.format());
        } else {
            output.show(LagReports.of(snapshot, detail, now));
        }
    }

    private LagMetrics.Told told() {
        return connection.isForeign()
                ? new LagMetrics.Told(connection.foreign(), LagObjectives.NONE)
                : LagMetrics.Told.of(connection.spec().read().spec());
    }

    private String cluster() {
        return connection.isForeign()
                ? connection.foreign()
                : connection.spec().read().spec().name();
    }

    /// Where what was seen is kept, for a cluster that has a folder here.
    private Optional<LagFile> file() {
        if (connection.isForeign()) {
            return Optional.empty();
        }
        ClusterFolder folder = ClusterFolder.of(tools.home(), cluster());
        return Files.isDirectory(folder.path()) ? Optional.of(new LagFile(folder.lag())) : Optional.empty();
    }
}
