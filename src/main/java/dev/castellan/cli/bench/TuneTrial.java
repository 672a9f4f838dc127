package dev.castellan.cli.bench;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.Numbers;
import dev.castellan.cli.verb.Spans;
import dev.castellan.cli.verb.Tools;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.machine.SafeFiles;
import dev.castellan.measure.HtmlPage;
import dev.castellan.measure.Result;
import dev.castellan.measure.Trial;
import dev.castellan.measure.Workload;
import dev.castellan.measure.Workload.Batching;
import dev.castellan.measure.Workload.Extent;
import dev.castellan.measure.Workload.Kind;
import dev.castellan.measure.Workload.Payload;
import dev.castellan.measure.Workload.Place;
import dev.castellan.measure.Workload.Shape;
import dev.castellan.measure.load.Benchmark;
import dev.castellan.measure.load.Benchmark.Extras;
import dev.castellan.problem.UserMistake;
import dev.castellan.tune.Advice.Scope;
import dev.castellan.tune.Recommendation;
import dev.castellan.tune.Situation;
import dev.castellan.tune.Stock;
import dev.castellan.tune.Tuner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Measures what a recommendation is worth: settings as they come and those recommended, in turns, equally durable.
final class TuneTrial {
    private static final List<String> CODECS = List.of("lz4", "zstd");

    /// Where a goal needs a rate and none is said.
    private static final double USUAL_RATE = 1000;

    /// Three words that have to be in each record that is read back.
    private static final int MARKED = 24;

    private final Tools tools;

    @Option(
            names = "--bench",
            description = "measure with settings as they come and with those recommended, on the cluster as it runs")
    private boolean bench;

    @Option(names = "--pairs", paramLabel = "N", description = "how many times both, in turns (default 3)")
    private int pairs = 3;

    @Option(names = "--duration", paramLabel = "TIME", description = "of each run (default 10s)")
    private String duration = "10s";

    @Option(names = "--warm-up", paramLabel = "TIME", description = "before each run, uncounted (default 5s)")
    private String warmup = "5s";

    @Option(
            names = "--payload",
            paramLabel = "random|json",
            description = "what records hold; in random letters no codec finds anything (default json)")
    private Payload payload = Payload.json;

    @Option(names = "--html", paramLabel = "FILE", description = "write a page with both as curves")
    private @Nullable Path html;

    TuneTrial(Tools tools) {
        this.tools = tools;
    }

    Optional<Trial> run(ConnectionOptions connection, Keeping keeping, Recommendation tuned, Stock stock) {
        if (!bench) {
            if (html != null) {
                throw new UserMistake("--html shows what was measured", "add --bench");
            }
            return Optional.empty();
        }
        Numbers.require("--pairs", pairs, 1, 20);
        Extent extent =
                new Extent(Spans.seconds("--warm-up", warmup), Spans.seconds("--duration", duration), Optional.empty());
        if (extent.seconds() <= 0) {
            throw new UserMistake("--duration is more than nothing", "for example 10s");
        }
        List<Candidate> candidates = candidates(tuned, stock, extent);
        Optional<Keeping> kept = connection.isForeign() ? Optional.empty() : Optional.of(keeping);
        try (KafkaConnection kafka = connection.open()) {
            List<Trial.Pair> done = new ArrayList<>();
            for (int round = 0; round < pairs; round++) {
                done.add(round(LoadProgram.on(kafka, kept, tools), candidates, round));
            }
            return Optional.of(Trial.of(done));
        }
    }

    /// One set of settings.
    private record Candidate(String name, Workload workload, Extras extras) {}

    /// Every second round goes backwards: who is first is cold.
    private Trial.Pair round(Benchmark benchmark, List<Candidate> candidates, int round) {
        List<Candidate> order = new ArrayList<>(candidates);
        if (round % 2 == 1) {
            Collections.reverse(order);
        }
        Map<String, Result> results = new HashMap<>();
        for (Candidate candidate : order) {
            tools.console().say("  pair " + (round + 1) + " of " + pairs + ": " + candidate.name());
            results.put(candidate.name(), benchmark.run(candidate.workload(), 0, candidate.extras()));
        }
        List<Result> all =
                candidates.stream().map(Candidate::name).map(results::get).toList();
        return new Trial.Pair(all.get(0), all.get(1), all.subList(2, all.size()));
    }

    private List<Candidate> candidates(Recommendation tuned, Stock stock, Extent extent) {
        Batching before = batching("none", number(stock, "batch.size"), number(stock, "linger.ms"));
        Map<String, String> advised = tuned.values(Scope.producer);
        Batching after = batching(
                "none",
                Optional.ofNullable(advised.get("batch.size"))
                        .map(Integer::parseInt)
                        .orElse(before.batchBytes()),
                Optional.ofNullable(advised.get("linger.ms"))
                        .map(Integer::parseInt)
                        .orElse(before.lingerMs()));
        Map<String, String> topic = Map.of(
                "min.insync.replicas",
                String.valueOf(tuned.situation().cluster().inSync()));
        Map<String, String> clients = new HashMap<>(advised);
        clients.putAll(tuned.values(Scope.consumer));
        Extras recommended = new Extras(clients, topic);
        int partitions = stock.value(Scope.broker, "num.partitions")
                .map(Integer::parseInt)
                .orElse(1);
        int advisedPartitions = Tuner.partitions(tuned.situation());
        List<Candidate> candidates = new ArrayList<>();
        candidates.add(new Candidate(
                "as it comes", workload(tuned.situation(), partitions, before, extent), new Extras(Map.of(), topic)));
        candidates.add(new Candidate(
                "recommended", workload(tuned.situation(), advisedPartitions, after, extent), recommended));
        if (payload == Payload.json) {
            for (String codec : CODECS) {
                Batching with = batching(codec, after.batchBytes(), after.lingerMs());
                candidates.add(new Candidate(
                        "recommended, " + codec,
                        workload(tuned.situation(), advisedPartitions, with, extent),
                        recommended));
            }
        }
        return candidates;
    }

    private static Batching batching(String codec, int batchBytes, int lingerMs) {
        return new Batching("all", codec, batchBytes, lingerMs);
    }

    private static int number(Stock stock, String property) {
        return stock.value(Scope.producer, property).map(Integer::parseInt).orElseThrow();
    }

    private Workload workload(Situation situation, int partitions, Batching batching, Extent extent) {
        Situation.Load load = situation.load();
        Place place = new Place("", partitions, situation.cluster().replicas());
        return switch (situation.goal()) {
            case throughput ->
                new Workload(
                        Kind.produce,
                        place,
                        new Shape(load.recordBytes(), 0, payload),
                        batching,
                        Optional.empty(),
                        1,
                        extent);
            case latency ->
                new Workload(
                        Kind.end_to_end,
                        place,
                        new Shape(Math.max(MARKED, load.recordBytes()), 0, payload),
                        batching,
                        load.rate().or(() -> Optional.of(USUAL_RATE)),
                        1,
                        extent);
        };
    }

    /// The page, where it was asked for: the last pair.
    void write(Optional<Trial> measured) {
        if (html != null && measured.isPresent()) {
            Trial.Pair last = measured.get().pairs().getLast();
            SafeFiles.write(
                    tools.directory().resolve(html),
                    HtmlPage.of("as it comes", last.before(), "recommended", last.after()));
            tools.console().say("  written: " + html);
        }
    }
}
