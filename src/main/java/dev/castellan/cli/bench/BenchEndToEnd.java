package dev.castellan.cli.bench;

import dev.castellan.cli.verb.Tools;
import dev.castellan.measure.Workload.Kind;
import dev.castellan.problem.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `castellan bench end-to-end`.
@Command(
        name = "end-to-end",
        description = {
            "Measure the way from writer to reader: how long until a consumer has each record.",
            "Writers and readers run on this machine, so one clock times both. Exit code 3 when records got lost."
        })
public final class BenchEndToEnd extends Measuring {
    @Option(names = "--rate", paramLabel = "N", description = "records a second of all clients (default: flat out)")
    private @Nullable Double rate;

    public BenchEndToEnd(Tools tools) {
        super(tools);
    }

    @Override
    public ExitCode call() {
        return show(measure(Kind.end_to_end, rate(rate), WriteOptions.KAFKA));
    }
}
