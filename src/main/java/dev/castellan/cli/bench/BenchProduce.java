package dev.castellan.cli.bench;

import dev.castellan.cli.verb.Tools;
import dev.castellan.measure.Workload.Kind;
import dev.castellan.problem.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `castellan bench produce`.
@Command(
        name = "produce",
        description = {
            "Measure writing: how many records, and how long until each is acknowledged.",
            "With --rate latency counts from the moment a record is due, so that a stall is not left out.",
            "Exit code 3 when records got lost."
        })
public final class BenchProduce extends Measuring {
    @Option(names = "--rate", paramLabel = "N", description = "records a second of all clients (default: flat out)")
    private @Nullable Double rate;

    public BenchProduce(Tools tools) {
        super(tools);
    }

    @Override
    public ExitCode call() {
        return show(measure(Kind.produce, rate(rate), WriteOptions.KAFKA));
    }
}
