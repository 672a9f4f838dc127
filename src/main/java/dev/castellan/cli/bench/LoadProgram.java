package dev.castellan.cli.bench;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.Tools;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.measure.load.Benchmark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Benchmarks whose clients are this program again.
final class LoadProgram {
    private LoadProgram() {}

    /// @param kept the cluster's own, where Castellan keeps it
    static Benchmark on(KafkaConnection kafka, Optional<Keeping> kept, Tools tools) {
        return new Benchmark(
                kafka,
                () -> kept.map(keeping -> keeping.target().counters()).orElseGet(TreeMap::new),
                client(),
                tools.clock(),
                onlooker(tools));
    }

    private static Benchmark.Onlooker onlooker(Tools tools) {
        return new Benchmark.Onlooker() {
            @Override
            public void advanced(long records) {
                tools.console().pass("  " + records + " records");
            }

            @Override
            public void remark(String sentence) {
                tools.console().say("  " + sentence);
            }
        };
    }

    /// This program again, with the collector and heap of Kafka's own tools, and with the optimising compiler.
    private static List<String> client() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseG1GC",
                "-XX:MaxGCPauseMillis=20",
                "-Xmx512m",
                "-Xlog:disable",
                "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), "dev.castellan.cli.Main", BenchClient.WORD));
        return command;
    }
}
