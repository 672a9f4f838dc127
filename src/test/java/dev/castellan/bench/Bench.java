package dev.castellan.bench;

import dev.castellan.lab.Lab;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Castellan against what it replaces. Run from the root of the repository; see `./dev bench`.
public final class Bench {
    private static final String UP = "`castellan up`, from nothing to proven";

    private final Workbench bench;
    private final Page page;
    private final int pairs;
    private final List<String> wanted;

    private Bench(Workbench bench, Page page, int pairs, List<String> wanted) {
        this.bench = bench;
        this.page = page;
        this.pairs = pairs;
        this.wanted = wanted;
    }

    /// Measures, prints the table and writes it to `docs/benchmarks.md`.
    ///
    /// @param arguments how many pairs to measure of what boots a cluster (default 5), then the names of those
    ///     benchmarks that are to run (default all); a name of two words is one argument
    public static void main(String[] arguments) throws Exception {
        int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        List<String> wanted = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        String home = System.getenv().getOrDefault("CASTELLAN_HOME", System.getProperty("user.home") + "/.castellan");
        Page page = Page.read();
        try (Workbench workbench = new Workbench(Path.of("castellan").toAbsolutePath(), Path.of(home))) {
            workbench.castellan("up"); // not measured: gets Kafka where it is not cached, and trains its start-up cache
            Bench bench = new Bench(workbench, page, pairs, wanted);
            bench.local();
            workbench.clear(); // what follows is not to share the machine with a cluster
            bench.hosts();
            bench.plan();
            bench.lag();
        }
        System.out.print(page.write());
    }

    private boolean isWanted(String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }

    private void local() throws Exception {
        ByHand byHand = new ByHand(bench);
        if (isWanted("boot")) {
            String same = "the same three JVMs, formatted, started by hand";
            page.put(Comparison.measure("boot", UP, this::up, same, byHand::boot, pairs, 1.5));
        }
        if (isWanted("build")) {
            String stock = "the stock tools: format, start, create, produce, consume";
            page.put(Comparison.measure("build", UP, this::up, stock, byHand::everything, pairs, 0.5));
        }
        if (isWanted("list topics")) {
            page.put(Comparison.measure(
                    "list topics",
                    "`castellan topics list`",
                    () -> bench.castellan("topics", "list", byHand.bootstrap()[0], byHand.bootstrap()[1]),
                    "`kafka-topics --list`, without its shell script",
                    byHand::listTopics,
                    2 * pairs + 1,
                    0.33));
        }
        produce(byHand);
        realLag(byHand);
    }

    /// Both print how far every group is behind.
    private void realLag(ByHand byHand) throws Exception {
        if (!isWanted("lag, real")) {
            return;
        }
        up();
        byHand.createGroups();
        String[] run = {"lag", "-o", "json", byHand.bootstrap()[0], byHand.bootstrap()[1]};
        bench.castellan(run);
        page.put(Comparison.measure(
                "lag, real",
                "`castellan lag` of %d groups in a cluster of %,d topics, %,d partitions: %.0f requests to brokers"
                        .formatted(
                                RealGroups.GROUPS,
                                RealGroups.TOPICS,
                                RealGroups.TOPICS * RealGroups.PARTITIONS,
                                bench.lastNumber("\"requests\" *: *([0-9]+)")),
                () -> bench.castellan(run),
                "`kafka-consumer-groups --describe --all-groups`, without its shell script",
                byHand::describeGroups,
                pairs,
                0.5));
    }

    /// Both name their rate themselves, so neither start of a JVM counts; seconds are what those rates stand for.
    private void produce(ByHand byHand) throws Exception {
        if (!isWanted("produce")) {
            return;
        }
        int records = 300_000;
        int bytes = 1024;
        String[] run = {
            "bench",
            "produce",
            "--records",
            String.valueOf(records),
            "--record-size",
            String.valueOf(bytes),
            "--warm-up",
            "0s",
            "-o",
            "json",
            byHand.bootstrap()[0],
            byHand.bootstrap()[1]
        };
        AtomicInteger topics = new AtomicInteger();
        page.put(Comparison.measure(
                "produce",
                "`castellan bench produce`, 300,000 records of 1 KiB flat out, no warm-up, acks=all",
                () -> {
                    bench.castellan(run);
                    return records / bench.lastNumber("\"recordsPerSecond\" : ([0-9.E]+)");
                },
                "`kafka-producer-perf-test`, the same",
                () -> byHand.produce("stock-" + topics.incrementAndGet(), records, bytes),
                pairs,
                1.11));
    }

    /// Others on this machine may take a port between the moment it is found free and the moment a node binds it: a
    /// second try, from nothing, is fair, and is told.
    private double up() throws Exception {
        bench.clear();
        try {
            return bench.castellan("up");
        } catch (IllegalStateException failed) {
            System.err.println("once more: " + failed.getMessage());
            bench.clear();
            return bench.castellan("up");
        }
    }

    private void hosts() throws Exception {
        if (!isWanted("hosts")) {
            return;
        }
        Optional<String> obstacle = Lab.obstacle();
        if (obstacle.isPresent()) {
            System.err.println("hosts: not measured, there can be no lab here: " + obstacle.get());
            return;
        }
        try (BareHosts hosts = new BareHosts(bench)) {
            page.put(Comparison.measure(
                    "hosts",
                    "`castellan apply`, from three hosts with nothing but Java to proven",
                    hosts::castellan,
                    "`scripts/by-hand.sh`: on one host after the other over ssh, copy the archive, unpack, write"
                            + " `server.properties`, format, write the unit, start; once all listen, on one host:"
                            + " quorum status, create a topic, produce, consume",
                    hosts::byHand,
                    pairs,
                    0.33));
        }
    }

    /// The two numbers are of the last of three collections, so that there is something known already.
    private void lag() throws Exception {
        for (String part : List.of("collected", "rendered")) {
            if (isWanted("lag")) {
                page.put(Bounded.measure(
                        "lag, " + part,
                        "a JVM with 512 MiB that is handed where 2,000 groups stand in 40,000 partitions of 10,000"
                                + " topics, three times: "
                                + (part.equals("rendered")
                                        ? "the last snapshot as the text that Prometheus reads"
                                        : "working out the last snapshot, with what to ask and what came of it, and"
                                                + " what to keep"),
                        () -> {
                            bench.java(LagPrinter.class);
                            return bench.lastNumber(part + " in ([0-9.]+) s");
                        },
                        2 * pairs + 1,
                        part.equals("rendered") ? 1 : 15));
            }
        }
    }

    private void plan() throws Exception {
        for (String world : List.of("fresh", "drifted")) {
            if (isWanted("plan")) {
                page.put(Bounded.measure(
                        "plan, " + world,
                        "a JVM that works out and prints the plan for a hundred hosts known as records, "
                                + (world.equals("fresh") ? "nothing installed" : "all running and none as wanted"),
                        () -> bench.java(PlanPrinter.class, bench.release().toString(), world),
                        2 * pairs + 1,
                        1));
            }
        }
        if (isWanted("plan")) {
            page.put(Bounded.measure(
                    "plan, full",
                    "a JVM with 512 MiB that makes up a cluster of 10,000 topics, 40,000 partitions, 2,000 users and"
                            + " 20,000 ACLs, reads a spec of them, works out what differs and prints the plan",
                    () -> bench.java(PlanPrinter.class, bench.release().toString(), "full"),
                    2 * pairs + 1,
                    3));
        }
    }
}
