package dev.castellan.cli.bench;

import dev.castellan.cli.verb.Group;
import picocli.CommandLine.Command;

/// `castellan bench`.
@Command(name = "bench", description = "Measure throughput and latency of a cluster.")
public final class BenchGroup extends Group {}
