package dev.castellan.cli.bench;

import dev.castellan.cli.verb.Numbers;
import dev.castellan.measure.Workload;
import dev.castellan.problem.UserMistake;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What records are and how they are sent. What is not said is as `--command-config`, the profile or Kafka's own
/// producer has it.
final class WriteOptions {
    /// The defaults of Kafka's producer.
    static final Workload.Batching KAFKA = new Workload.Batching("all", "none", 16_384, 5);

    @Option(names = "--record-size", paramLabel = "BYTES", description = "the value of each record (default 1024)")
    private int recordSize = 1024;

    @Option(
            names = "--payload",
            paramLabel = "random|json",
            description = "what records hold: letters drawn by lot, as Kafka's own tool sends (default), or events in"
                    + " JSON, in which a codec finds about as much as in real data")
    private Workload.Payload payload = Workload.Payload.random;

    @Option(names = "--keys", paramLabel = "N", description = "how many different keys (default 0: records have none)")
    private int keys;

    @Option(names = "--acks", paramLabel = "all|1|0", description = "who has to have a record (default all in sync)")
    private @Nullable String acks;

    @Option(names = "--compression", paramLabel = "CODEC", description = "none (default), gzip, snappy, lz4 or zstd")
    private @Nullable String compression;

    @Option(names = "--batch-size", paramLabel = "BYTES", description = "the producer's batch.size (default 16384)")
    private @Nullable Integer batchSize;

    @Option(names = "--linger", paramLabel = "MS", description = "the producer's linger.ms (default 5)")
    private @Nullable Integer linger;

    Workload.Shape shape(int least) {
        if (recordSize < least || recordSize > 16 * 1024 * 1024) {
            throw new UserMistake(
                    "--record-size %d is out of range".formatted(recordSize), "from " + least + " to 16 MiB");
        }
        Numbers.require("--keys", keys, 0, 10_000_000);
        return new Workload.Shape(recordSize, keys, payload);
    }

    Workload.Batching batching(Workload.Batching otherwise) {
        Workload.Batching batching = new Workload.Batching(
                Optional.ofNullable(acks)
                        .map(word -> word.equals("-1") ? "all" : word)
                        .orElse(otherwise.acks()),
                Optional.ofNullable(compression).orElse(otherwise.compression()),
                Optional.ofNullable(batchSize).orElse(otherwise.batchBytes()),
                Optional.ofNullable(linger).orElse(otherwise.lingerMs()));
        if (!List.of("all", "0", "1").contains(batching.acks())) {
            throw new UserMistake("--acks \"" + batching.acks() + "\" is not all, 1 or 0", "");
        }
        if (!List.of("none", "gzip", "snappy", "lz4", "zstd").contains(batching.compression())) {
            throw new UserMistake(
                    "--compression \"" + batching.compression() + "\" is no codec",
                    "one of none, gzip, snappy, lz4, zstd");
        }
        if (batching.batchBytes() < 0 || batching.lingerMs() < 0) {
            throw new UserMistake("--batch-size and --linger are not less than 0", "");
        }
        return batching;
    }
}
