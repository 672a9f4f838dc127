package dev.castellan.cli.bench;

import dev.castellan.cli.keep.Keeping;
import dev.castellan.cli.verb.ConnectionOptions;
import dev.castellan.cli.verb.Numbers;
import dev.castellan.kafka.client.Brokers;
import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.kafka.knowledge.ConfigFact;
import dev.castellan.kafka.knowledge.KafkaKnowledge;
import dev.castellan.machine.ThisMachine;
import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.TargetKind;
import dev.castellan.target.HostFacts;
import dev.castellan.tune.Situation.Cluster;
import dev.castellan.tune.Situation.Machine;
import dev.castellan.tune.Situation.Place;
import dev.castellan.tune.Stock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Finds out what settings are for: from the spec and its machines, or what the user says of others.
final class TuneFacts {
    private static final String SIZE = "[1-9]\\d{0,6}[mMgG]";

    @Option(
            names = "--cores",
            paramLabel = "N",
            description = "of each broker's machine; needed with --bootstrap, read from the machines otherwise")
    private @Nullable Integer cores;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "of each broker's machine, 16g; needed with --bootstrap, read otherwise")
    private @Nullable String memory;

    /// Both are read from the machines where the user does not say them.
    Machine machine(Keeping keeping, ConnectionOptions connection) {
        if (connection.isForeign()) {
            if (cores == null || memory == null) {
                throw new UserMistake(
                        "of machines that Castellan does not keep, nothing is known",
                        "say what each broker has: --cores 8 --memory 32g");
            }
            return said(new Machine(Place.elsewhere, 1, 1, 1, 1));
        }
        keeping.requireSound();
        ClusterSpec spec = keeping.spec();
        return said(spec.target() == TargetKind.hosts ? hosts(keeping) : laptop(spec));
    }

    private Machine said(Machine read) {
        if (cores != null) {
            Numbers.require("--cores", cores, 1, 4096);
        }
        if (memory != null && !memory.matches(SIZE)) {
            throw new UserMistake("--memory \"" + memory + "\" is no size", "for example 16g or 2048m");
        }
        return new Machine(
                read.place(),
                Optional.ofNullable(cores).orElse(read.cores()),
                Optional.ofNullable(memory).map(TuneFacts::bytes).orElse(read.memoryBytes()),
                read.disks(),
                read.nodes());
    }

    private static long bytes(String size) {
        long number = Long.parseLong(size.substring(0, size.length() - 1));
        return number << (size.toLowerCase(Locale.ROOT).endsWith("g") ? 30 : 20);
    }

    private static Machine laptop(ClusterSpec spec) {
        return new Machine(
                Place.laptop,
                Runtime.getRuntime().availableProcessors(),
                ThisMachine.memoryBytes(),
                disks(spec),
                spec.nodes().size());
    }

    private static Machine hosts(Keeping keeping) {
        ClusterSpec spec = keeping.spec();
        Map<Integer, HostFacts> facts = keeping.target().facts().hosts();
        List<HostFacts> brokers = spec.brokers().stream()
                .map(NodeSpec::id)
                .map(facts::get)
                .filter(Objects::nonNull)
                .toList();
        if (brokers.isEmpty()) {
            throw new WorldRefused(
                    spec.name(), "none of its hosts tells what it has", "castellan check says how to reach them");
        }
        return new Machine(
                Place.hosts,
                brokers.stream().mapToInt(HostFacts::cores).min().orElseThrow(),
                brokers.stream().mapToLong(HostFacts::memoryBytes).min().orElseThrow(),
                disks(spec),
                mostOnOneHost(spec));
    }

    private static int disks(ClusterSpec spec) {
        return Math.max(
                1,
                spec.brokers().stream()
                        .map(NodeSpec::directories)
                        .mapToInt(Collection::size)
                        .min()
                        .orElse(1));
    }

    private static int mostOnOneHost(ClusterSpec spec) {
        return spec.nodes().stream()
                .collect(Collectors.groupingBy(node -> node.host().orElse(""), Collectors.counting()))
                .values()
                .stream()
                .mapToInt(Math::toIntExact)
                .max()
                .orElse(1);
    }

    /// Of a cluster that Castellan does not keep, Kafka's release is not known: the spec's, or the usual one, is taken.
    static Cluster cluster(Keeping keeping, ConnectionOptions connection) {
        ClusterSpec spec = keeping.spec();
        if (!connection.isForeign()) {
            return new Cluster(spec.brokers().size(), spec.kafka().version());
        }
        try (KafkaConnection kafka = connection.open()) {
            return new Cluster(
                    Math.max(1, new Brokers(kafka).read().size()), spec.kafka().version());
        }
    }

    /// What the release itself says.
    static Stock stock(KafkaKnowledge kafka) {
        return (scope, name) -> switch (scope) {
            case broker -> kafka.broker(name).flatMap(ConfigFact::defaultValue);
            case topic -> kafka.topic(name).flatMap(ConfigFact::defaultValue);
            case producer -> kafka.producer(name).flatMap(ConfigFact::defaultValue);
            case consumer -> kafka.consumer(name).flatMap(ConfigFact::defaultValue);
            case jvm -> Optional.empty();
        };
    }
}
