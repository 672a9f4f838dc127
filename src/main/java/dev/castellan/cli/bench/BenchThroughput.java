package dev.castellan.cli.bench;

import dev.castellan.cli.verb.Tools;
import dev.castellan.measure.Workload;
import dev.castellan.measure.Workload.Kind;
import dev.castellan.problem.ExitCode;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `castellan bench throughput`.
@Command(
        name = "throughput",
        description = {
            "A profile: as many records as the cluster takes, with all acknowledgements.",
            "Writes flat out with --batch-size 262144 and --linger 20, where nothing else is said."
        })
public final class BenchThroughput extends Measuring {
    private static final Workload.Batching LARGE = new Workload.Batching("all", "none", 262_144, 20);

    public BenchThroughput(Tools tools) {
        super(tools);
    }

    @Override
    public ExitCode call() {
        return show(measure(Kind.produce, Optional.empty(), LARGE));
    }
}
