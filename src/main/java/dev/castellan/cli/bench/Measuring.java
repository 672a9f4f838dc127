package dev.castellan.cli.bench;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.OutputOption;
import dev.castellan.cli.verb.Tools;
import dev.castellan.cli.verb.Verb;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.measure.Result;
import dev.castellan.measure.Text;
import dev.castellan.measure.Workload;
import dev.castellan.measure.Workload.Kind;
import dev.castellan.measure.load.Benchmark;
import dev.castellan.problem.ExitCode;
import dev.castellan.problem.UserMistake;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/// A verb that measures: it says what, the rest is the same for all.
abstract class Measuring extends Verb {
    /// Three words that have to be in each record.
    private static final int MARKED = 24;

    /// So much is written before it is read, where nobody says how much.
    private static final long FILL_BYTES = 128L * 1024 * 1024;

    private final Tools tools;

    @Mixin
    private final ConnectionOptions connection;

    @Mixin
    private final OutputOption output;

    @Mixin
    private final RunOptions run = new RunOptions();

    @Mixin
    private final WriteOptions write = new WriteOptions();

    @Mixin
    private final ResultFiles files;

    Measuring(Tools tools) {
        this.tools = tools;
        this.connection = new ConnectionOptions(tools);
        this.output = new OutputOption(tools);
        this.files = new ResultFiles(tools);
    }

    final OutputOption output() {
        return output;
    }

    /// A rate as it was typed.
    static Optional<Double> rate(@Nullable Double perSecond) {
        if (perSecond != null && (perSecond <= 0 || perSecond > 100_000_000)) {
            throw new UserMistake("--rate " + Text.number(perSecond) + " is out of range", "records a second");
        }
        return Optional.ofNullable(perSecond);
    }

    /// Measures and writes the files that were asked for.
    final Result measure(Kind kind, Optional<Double> rate, Workload.Batching otherwise) {
        Workload workload = new Workload(
                kind,
                run.place(),
                write.shape(kind == Kind.end_to_end ? MARKED : 1),
                write.batching(said(otherwise)),
                rate,
                run.clients(),
                run.extent());
        long fill = workload.extent()
                .records()
                .orElse(Math.max(
                        workload.clients(), FILL_BYTES / workload.shape().bytes()));
        Result result;
        if (connection.isForeign()) {
            result = measure(workload, fill, Optional.empty());
        } else {
            try (Keeping keeping = Keeping.open(tools, connection.spec())) {
                result = measure(workload, fill, Optional.of(keeping));
            }
        }
        files.write(result);
        return result;
    }

    private Result measure(Workload workload, long fill, Optional<Keeping> kept) {
        try (KafkaConnection kafka = connection.open()) {
            return LoadProgram.on(kafka, kept, tools).run(workload, fill, Benchmark.Extras.NONE);
        }
    }

    /// A file of client properties goes before a profile, an option before both.
    private Workload.Batching said(Workload.Batching otherwise) {
        Map<String, String> properties = connection.properties();
        return new Workload.Batching(
                properties.getOrDefault("acks", otherwise.acks()),
                properties.getOrDefault("compression.type", otherwise.compression()),
                whole(properties, "batch.size").orElse(otherwise.batchBytes()),
                whole(properties, "linger.ms").orElse(otherwise.lingerMs()));
    }

    private static Optional<Integer> whole(Map<String, String> properties, String name) {
        try {
            return Optional.ofNullable(properties.get(name)).map(value -> Integer.parseInt(value.strip()));
        } catch (NumberFormatException e) {
            throw new UserMistake("--command-config: " + name + " is no whole number: " + properties.get(name), "");
        }
    }

    /// Shows a result and says how it ended: records that got lost are the cluster's refusal.
    final ExitCode show(Result result) {
        output.show(BenchReports.result(result));
        return result.throughput().lost() == 0 ? ExitCode.DONE : ExitCode.WORLD;
    }
}
