package dev.castellan.cli.monitoring;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.Numbers;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Spans;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.machine.ThisMachine;
import dev.castellan.metrics.ClusterReader;
import dev.castellan.metrics.LagFile;
import dev.castellan.metrics.LagMetrics;
import dev.castellan.metrics.LagSource;
import dev.castellan.metrics.Scrape;
import dev.castellan.plan.Planner;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import dev.castellan.serve.Server;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.LagObjectives;
import dev.castellan.spec.MonitoringSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.local.ClusterFolder;
import dev.castellan.view.Report;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `castellan serve`.
@Command(
        name = "serve",
        description = {
            "Collect metrics of a cluster in the background, and serve them to Prometheus.",
            "On 127.0.0.1, in the foreground, until Ctrl-C or SIGTERM. A scrape is told what was collected last."
        })
public final class ServeVerb extends Verb {
    private final Tools tools;
    private final ReentrantLock one = new ReentrantLock();

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Option(names = "--port", paramLabel = "PORT", description = "where to listen on 127.0.0.1 (default 7070)")
    private int port = Scrape.PORT;

    @Option(names = "--every", paramLabel = "SPAN", description = "how often to collect (default 15s)")
    private String every = "15s";

    @Option(names = "--series", paramLabel = "N", description = "at most so many series about lags (default 150000)")
    private int series = LagMetrics.SERIES;

    @Option(
            names = "--probe",
            description = "write a record to each broker every second, into __castellan-probe, and read it back")
    private boolean probe;

    public ServeVerb(Tools tools) {
        this.tools = tools;
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
    }

    /// The JSON form.
    ///
    /// @param prometheus where the cluster's own Prometheus finds it, on another machine; null where there is none
    record Serving(
            String cluster,
            String metrics,
            String health,
            double everySeconds,
            @Nullable String prometheus) {}

    @Override
    public ExitCode call() {
        Duration pause = Duration.ofMillis(Math.round(Spans.millis("--every", every)));
        if (pause.toSeconds() < 1 || pause.compareTo(Scrape.OLDEST.dividedBy(2)) > 0) {
            throw new UserMistake("--every " + every + " is out of bounds", "between 1s and 2m; 15s is usual");
        }
        Numbers.requirePort("--port", port, 0);
        Numbers.require("--series", series, 1, Integer.MAX_VALUE);
        Watching.Time time = new Watching.Time(pause, connection.bound(), tools.clock());
        if (connection.isForeign()) {
            return serve(connection.foreign(), Optional.empty(), time);
        }
        try (Kept kept = new Kept(this::keeping)) {
            return serve(kept.now().spec().name(), Optional.of(kept), time);
        }
    }

    private ExitCode serve(String cluster, Optional<Kept> kept, Watching.Time time) {
        Optional<ClusterSpec> spec = kept.map(now -> now.now().spec());
        Optional<Passage> passage = spec.flatMap(known -> passage(known, kept.orElseThrow()));
        try (Farewell farewell = Farewell.expected();
                LagSource lags = new LagSource(this::door, file(cluster), tools.clock());
                Watching watching = new Watching(
                        new Scrape(cluster, spec.map(ClusterSpec::lagObjectives).orElse(LagObjectives.NONE), series),
                        new Watching.Sources(
                                new ClusterReader(
                                        this::door,
                                        () -> kept.map(now -> now.now().target()),
                                        tools.clock()),
                                lags,
                                kept.map(there -> this::wanted),
                                probe ? Optional.of(new Probing(this::door, time)) : Optional.empty(),
                                passage),
                        time);
                Server server = Server.start(port, watching.pages())) {
            watching.start(); // where the port is taken, nothing is asked and nothing written
            passage.ifPresent(way -> way.start(server.port()));
            output.show(said(cluster, server.address(), time.every(), passage.map(Passage::toString)));
            farewell.await();
        }
        return ExitCode.DONE;
    }

    /// @param prometheus where the Prometheus of the cluster finds it on its own host
    static Report said(String cluster, String address, Duration every, Optional<String> prometheus) {
        String there = prometheus
                .map(place -> ", for the cluster's Prometheus at " + place)
                .orElse("");
        return new Report(
                "Serving",
                new Serving(
                        cluster,
                        address + "/metrics",
                        address + "/health",
                        every.toMillis() / 1000.0,
                        prometheus.orElse(null)),
                "%s: metrics at %s/metrics%s, collected every %s; Ctrl-C ends it"
                        .formatted(cluster, address, there, every.toSeconds() + " s"));
    }

    /// The way for the Prometheus of this cluster, where that lives on another machine and asks.
    private Optional<Passage> passage(ClusterSpec spec, Kept kept) {
        return MonitoringSpec.place(spec).flatMap(NodeSpec::host).filter(host -> !ThisMachine.is(host)).stream()
                .flatMap(host -> spec.monitoring().serve().stream()
                        .mapToObj(there -> new Passage(
                                "127.0.0.1:" + there + " of " + host,
                                here -> kept.now().target().prometheus().tunnel(host, there, here),
                                tools)))
                .findFirst();
    }

    private Keeping keeping() {
        one.lock();
        try {
            return Keeping.open(tools, connection.spec());
        } finally {
            one.unlock();
        }
    }

    private Scrape.Wanted wanted() {
        try (Keeping now = keeping()) {
            return new Scrape.Wanted(
                    Planner.plan(now.question(Optional.empty())).plan().steps().size(),
                    now.spec().lagObjectives());
        }
    }

    /// One thread at a time: a passphrase is asked for once. Who does not answer in a third of the bound is not
    /// waited for: another broker may be asked in the rest.
    private KafkaConnection door() {
        one.lock();
        try {
            return connection.open(Map.of(
                    "request.timeout.ms",
                    String.valueOf(Math.max(1000, connection.bound().toMillis() / 3))));
        } finally {
            one.unlock();
        }
    }

    private Optional<LagFile> file(String cluster) {
        if (connection.isForeign()) {
            return Optional.empty();
        }
        // There need be no cluster yet: what was seen is kept once it has a folder.
        return Optional.of(new LagFile(ClusterFolder.of(tools.home(), cluster).lag()));
    }
}
