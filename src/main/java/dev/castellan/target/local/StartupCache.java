package dev.castellan.target.local;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.knowledge.FormatRequest;
import dev.castellan.machine.LocalProcess;
import dev.castellan.machine.Ports;
import dev.castellan.machine.SafeFiles;
import dev.castellan.problem.WorldRefused;
import dev.castellan.security.Vault;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.ConnectSpec;
import dev.castellan.spec.DrillSpec;
import dev.castellan.spec.KafkaSource;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.spec.LagObjectives;
import dev.castellan.spec.Metrics;
import dev.castellan.spec.SpecReader;
import dev.castellan.target.Facts;
import dev.castellan.target.Keyring;
import dev.castellan.target.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Kafka's classes, parsed and linked once per version and JDK, so that a broker starts in about half the time.
///
/// JDK 25 and newer: an ahead-of-time cache (JEP 514); older: a class data sharing archive (JEP 350). Both are written
/// by a training run: one broker of its own, started, and stopped again. Best effort: where it fails, nodes start
/// without, and it is not tried again.
final class StartupCache {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String CLUSTER_ID = "Y2FzdGVsbGFuLXRyYWluZw";

    private final Path caches;
    private final Path file;
    private final Release software;

    StartupCache(Path caches, Release software) {
        this.caches = caches;
        this.file = file(software.version());
        this.software = software;
    }

    Facts.Startup state() {
        return Files.exists(file) || Files.exists(refusal()) ? Facts.Startup.PREPARED : Facts.Startup.COLD;
    }

    /// The flags that use the cache of a release; a JVM that cannot use it says so in its own log and goes on without.
    List<String> flags(KafkaVersion release) {
        Path cache = file(release);
        if (!Files.exists(cache)) {
            return List.of();
        }
        return isAheadOfTime()
                ? List.of("-XX:AOTCache=" + cache)
                : List.of("-XX:SharedArchiveFile=" + cache, "-Xshare:auto");
    }

    private Path file(KafkaVersion release) {
        return caches.resolve("kafka-" + release + "-jdk-" + Runtime.version() + ".cache");
    }

    void prepare() {
        if (state() == Facts.Startup.PREPARED) {
            return;
        }
        Path scratch = file.resolveSibling("training-" + ProcessHandle.current().pid());
        try {
            SafeFiles.createDirectories(scratch.resolve("logs"));
            train(scratch);
            Files.move(scratch.resolve("cache"), file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | WorldRefused e) {
            SafeFiles.write(refusal(), "not prepared: " + e.getMessage() + "\n");
        } finally {
            SafeFiles.delete(scratch);
        }
    }

    private void train(Path scratch) {
        ClusterFolder folder = new ClusterFolder(scratch);
        ClusterSpec spec = spec();
        Endpoint endpoint = new Endpoint("127.0.0.1", freePort(29_092), OptionalInt.empty(), freePort(30_092));
        new LocalBlueprint(
                        folder,
                        software.distribution(),
                        new Keyring(spec, new Vault(scratch.resolve("secrets")), Clock.systemUTC()))
                .files(spec, spec.nodes().getFirst(), Map.of(1, endpoint))
                .forEach((name, text) -> SafeFiles.write(folder.node(1).resolve(name), text));
        NodeFolder node = new NodeFolder(1, folder.node(1));
        Path properties = folder.node(1).resolve("server.properties");
        SafeFiles.createDirectories(folder.node(1).resolve("data"));
        software.knowledge()
                .format(new FormatRequest(
                        properties, CLUSTER_ID, Optional.of("1@" + endpoint.controller() + ":" + CLUSTER_ID)));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                (isAheadOfTime() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + scratch.resolve("cache"),
                node.mark(),
                LocalTarget.log4jFlag(software.version(), folder.node(1).resolve(LocalBlueprint.LOG4J)),
                "@" + folder.node(1).resolve(LocalBlueprint.JVM_OPTIONS),
                "kafka.Kafka",
                properties.toString()));
        LocalProcess broker = LocalProcess.start(command, scratch, scratch.resolve("logs/jvm.log"), Map.of());
        try {
            awaitStart(broker, folder.logs(1).resolve("server.log"));
            broker.terminate();
            if (!broker.awaitEnd(BOUND) || !Files.exists(scratch.resolve("cache"))) {
                throw new WorldRefused("", "the training run left no cache", "");
            }
        } finally {
            broker.kill();
        }
    }

    private static void awaitStart(LocalProcess broker, Path log) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (System.nanoTime() < end && broker.isAlive()) {
            if (SafeFiles.read(log).orElse("").contains("Kafka Server started")) {
                return;
            }
            broker.awaitEnd(Duration.ofMillis(100));
        }
        throw new WorldRefused("", "the training run did not start", "");
    }

    private ClusterSpec spec() {
        ClusterSpec one = SpecReader.read("", "nodes: 1").spec();
        return new ClusterSpec(
                "training",
                new KafkaSource(software.version(), Optional.empty()),
                one.target(),
                one.security(),
                one.nodes(),
                one.quorum(),
                one.authority(),
                one.hosts(),
                List.of(),
                Metrics.none,
                one.agentPort(),
                one.monitoring(),
                LagObjectives.NONE,
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Set.of(),
                ClusterSpec.DEFAULT_MOVE_RATE,
                1,
                one.members(),
                DrillSpec.DEFAULT,
                ConnectSpec.NONE,
                Map.of());
    }

    private static OptionalInt freePort(int from) {
        int port = from;
        while (!Ports.isFree(port) && port < from + 1000) {
            port++;
        }
        return OptionalInt.of(port);
    }

    private static boolean isAheadOfTime() {
        return Runtime.version().feature() >= 25;
    }

    private Path refusal() {
        return file.resolveSibling(file.getFileName() + ".refused");
    }
}
