package dev.castellan.cli.bench;

import dev.castellan.cli.verb.Spans;
import dev.castellan.cli.verb.Tools;
import dev.castellan.measure.Pledge;
import dev.castellan.measure.Result;
import dev.castellan.measure.Workload.Kind;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `castellan bench promise`.
@Command(
        name = "promise",
        description = {
            "Does the cluster keep this rate within these latencies? Exit code 0 when it does, 3 when not.",
            "Counts from the moment a record is due to its acknowledgement; with --end-to-end until a reader has it."
        })
public final class BenchPromise extends Measuring {
    @Option(names = "--rate", paramLabel = "N", required = true, description = "records a second of all clients")
    private double rate;

    @Option(names = "--p50", paramLabel = "TIME", description = "the most the median may be, 5ms")
    private @Nullable String p50;

    @Option(names = "--p95", paramLabel = "TIME", description = "the most that 95 of 100 may take")
    private @Nullable String p95;

    @Option(names = "--p99", paramLabel = "TIME", description = "the most that 99 of 100 may take, 50ms")
    private @Nullable String p99;

    @Option(names = "--p999", paramLabel = "TIME", description = "the most that 999 of 1000 may take")
    private @Nullable String p999;

    @Option(names = "--max", paramLabel = "TIME", description = "the most that any may take")
    private @Nullable String max;

    @Option(names = "--end-to-end", description = "until a reader has the record")
    private boolean endToEnd;

    public BenchPromise(Tools tools) {
        super(tools);
    }

    @Override
    public ExitCode call() {
        SequencedMap<String, Double> millis = new LinkedHashMap<>();
        put(millis, "p50", p50);
        put(millis, "p95", p95);
        put(millis, "p99", p99);
        put(millis, "p999", p999);
        put(millis, "max", max);
        if (millis.isEmpty()) {
            throw new UserMistake("a promise names a latency", "for example --p99 50ms");
        }
        Result result = measure(endToEnd ? Kind.end_to_end : Kind.produce, rate(rate), WriteOptions.KAFKA);
        Pledge.Verdict verdict = new Pledge(rate, millis).judge(result);
        output().show(BenchReports.promise(verdict, result));
        return verdict.met() ? ExitCode.DONE : ExitCode.WORLD;
    }

    private static void put(SequencedMap<String, Double> millis, String name, @Nullable String span) {
        if (span != null) {
            millis.put(name, Spans.millis("--" + name, span));
        }
    }
}
