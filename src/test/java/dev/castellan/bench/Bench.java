package dev.castellan.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Castellan against what it replaces. Run from the root of the repository; see `./dev bench`.
public final class Bench {
    private Bench() {}

    /// Measures, prints the table and writes it to `docs/benchmarks.md`.
    ///
    /// @param arguments how many pairs to measure of what boots a cluster (default 5)
    public static void main(String[] arguments) throws Exception {
        int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        String home = System.getenv().getOrDefault("CASTELLAN_HOME", System.getProperty("user.home") + "/.castellan");
        List<Comparison> comparisons = new ArrayList<>();
        try (Workbench bench = new Workbench(Path.of("castellan").toAbsolutePath(), Path.of(home))) {
            bench.castellan("up"); // not measured: gets Kafka where it is not cached, and trains its start-up cache
            ByHand byHand = new ByHand(bench);
            String up = "`castellan up`, from nothing to proven";
            comparisons.add(Comparison.measure(
                    "boot",
                    up,
                    () -> up(bench),
                    "the same three JVMs, formatted, started by hand",
                    byHand::boot,
                    pairs,
                    1.5));
            comparisons.add(Comparison.measure(
                    "build",
                    up,
                    () -> up(bench),
                    "the stock tools: format, start, create, produce, consume",
                    byHand::everything,
                    pairs,
                    0.5));
            comparisons.add(Comparison.measure(
                    "list topics",
                    "`castellan topics list`",
                    () -> bench.castellan("topics", "list", byHand.bootstrap()[0], byHand.bootstrap()[1]),
                    "`kafka-topics --list`, without its shell script",
                    byHand::listTopics,
                    2 * pairs + 1,
                    0.33));
        }
        report(comparisons);
    }

    /// Others on this machine may take a port between the moment it is found free and the moment a node binds it: a
    /// second try, from nothing, is fair, and is told.
    private static double up(Workbench bench) throws Exception {
        bench.clear();
        try {
            return bench.castellan("up");
        } catch (IllegalStateException failed) {
            System.err.println("once more: " + failed.getMessage());
            bench.clear();
            return bench.castellan("up");
        }
    }

    private static void report(List<Comparison> comparisons) throws Exception {
        StringBuilder text = new StringBuilder("""
                # Benchmarks

                Written by `./dev bench`. Both sides run on one machine in one run, in turns; the ratio is taken pair by
                pair. Stock means the flags of Kafka's own scripts, without the time the shell needs to read them.

                Machine: %d cores, %s, Java %s.

                | what | how | median | least | most | target |
                | --- | --- | ---: | ---: | ---: | ---: |
                """.formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.arch"),
                        System.getProperty("java.version")));
        comparisons.forEach(comparison -> text.append(comparison.rows()));
        comparisons.stream()
                .filter(comparison -> !comparison.holds())
                .forEach(comparison ->
                        text.append("\nMissed: ").append(comparison.what()).append(".\n"));
        Files.createDirectories(Path.of("docs"));
        Files.writeString(Path.of("docs/benchmarks.md"), text);
        System.out.print(text);
    }
}
