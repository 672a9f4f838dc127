package dev.castellan.cli.bench;

import dev.castellan.cli.verb.Tools;
import dev.castellan.measure.Workload;
import dev.castellan.measure.Workload.Kind;
import dev.castellan.problem.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `castellan bench latency`.
@Command(
        name = "latency",
        description = {
            "A profile: how soon a reader has a record, at a rate that leaves room.",
            "End to end at 1000 records a second with --linger 0, where nothing else is said."
        })
public final class BenchLatency extends Measuring {
    private static final Workload.Batching AT_ONCE = new Workload.Batching("all", "none", 16_384, 0);

    @Option(names = "--rate", paramLabel = "N", description = "records a second of all clients (default 1000)")
    private double rate = 1000;

    public BenchLatency(Tools tools) {
        super(tools);
    }

    @Override
    public ExitCode call() {
        return show(measure(Kind.end_to_end, rate(rate), AT_ONCE));
    }
}
