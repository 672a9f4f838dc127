package dev.castellan.cli.bench;

import dev.castellan.cli.verb.Numbers;
import dev.castellan.cli.verb.Spans;
import dev.castellan.measure.Workload;
import dev.castellan.problem.UserMistake;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a benchmark runs, with how many clients and for how long.
final class RunOptions {
    private static final int MOST_CLIENTS = 64;
    private static final int USUAL_PARTITIONS = 6;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "a topic that is there, and stays with what is written to it (default: one of its own, which"
                    + " is deleted at the end)")
    private String topic = "";

    @Option(names = "--partitions", paramLabel = "N", description = "of the topic of its own (default 6)")
    private @Nullable Integer partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "of the topic of its own (default: the cluster's default.replication.factor)")
    private @Nullable Integer replicas;

    @Option(names = "--clients", paramLabel = "N", description = "how many client processes (default 1)")
    private int clients = 1;

    @Option(names = "--duration", paramLabel = "TIME", description = "how long to measure, 30s or 2m (default 10s)")
    private @Nullable String duration;

    @Option(names = "--records", paramLabel = "N", description = "measure so many records instead")
    private @Nullable Long records;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            description = "how long to run before, uncounted (default 5s; 0s for none)")
    private String warmup = "5s";

    Workload.Place place() {
        if (!topic.isEmpty() && (partitions != null || replicas != null)) {
            throw new UserMistake(
                    "--partitions and --replication-factor are for a topic of its own, and --topic names another",
                    "leave them out");
        }
        if ((partitions != null && partitions < 1) || (replicas != null && replicas < 1)) {
            throw new UserMistake("--partitions and --replication-factor are at least 1", "");
        }
        return new Workload.Place(
                topic,
                Optional.ofNullable(partitions).orElse(USUAL_PARTITIONS),
                Optional.ofNullable(replicas).orElse(0));
    }

    int clients() {
        Numbers.require("--clients", clients, 1, MOST_CLIENTS);
        return clients;
    }

    Workload.Extent extent() {
        if (duration != null && records != null) {
            throw new UserMistake("--duration and --records are two ends of one run", "give one of them");
        }
        if (records != null && records < clients()) {
            throw new UserMistake("--records " + records + " is less than one for each client", "");
        }
        double seconds =
                Spans.seconds("--duration", Optional.ofNullable(duration).orElse("10s"));
        if (seconds <= 0) {
            throw new UserMistake("--duration is more than nothing", "for example 10s");
        }
        return new Workload.Extent(
                Spans.seconds("--warm-up", warmup), records == null ? seconds : 0, Optional.ofNullable(records));
    }
}
