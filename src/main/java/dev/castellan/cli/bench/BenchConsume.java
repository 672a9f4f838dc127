package dev.castellan.cli.bench;

import dev.castellan.cli.verb.Tools;
import dev.castellan.measure.Workload.Kind;
import dev.castellan.problem.ExitCode;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `castellan bench consume`.
@Command(
        name = "consume",
        description = {
            "Measure reading, flat out, from the beginning of the topic and again.",
            "A topic of its own is filled first, with as many records as --records says, or 128 MiB."
        })
public final class BenchConsume extends Measuring {
    public BenchConsume(Tools tools) {
        super(tools);
    }

    @Override
    public ExitCode call() {
        return show(measure(Kind.consume, Optional.empty(), WriteOptions.KAFKA));
    }
}
