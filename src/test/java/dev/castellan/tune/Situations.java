package dev.castellan.tune;

import dev.castellan.spec.KafkaVersion;
import dev.castellan.tune.Advice.Scope;
import dev.castellan.tune.Situation.Cluster;
import dev.castellan.tune.Situation.Load;
import dev.castellan.tune.Situation.Machine;
import dev.castellan.tune.Situation.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// Situations for tests, and what a release does by itself.
public final class Situations {
    private static final long GIBIBYTE = 1L << 30;

    /// The defaults of Kafka 4.3.1 that rules look at; an integration test asks the release itself.
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("producer batch.size", "16384"),
            Map.entry("producer linger.ms", "5"),
            Map.entry("producer buffer.memory", "33554432"),
            Map.entry("topic min.insync.replicas", "1"),
            Map.entry("broker num.partitions", "1"),
            Map.entry("broker num.io.threads", "8"),
            Map.entry("broker num.network.threads", "3"),
            Map.entry("broker num.replica.fetchers", "1"),
            Map.entry("broker socket.send.buffer.bytes", "102400"),
            Map.entry("broker socket.receive.buffer.bytes", "102400"),
            Map.entry("consumer fetch.min.bytes", "1"),
            Map.entry("consumer fetch.max.wait.ms", "500"));

    public static final Stock STOCK = (scope, name) -> Optional.ofNullable(DEFAULTS.get(scope + " " + name));

    private Situations() {}

    /// Three nodes that share two cores.
    public static Situation laptop(Goal goal, Optional<Double> rate) {
        return new Situation(
                goal,
                new Machine(Place.laptop, 2, 24 * GIBIBYTE, 1, 3),
                new Cluster(3, KafkaVersion.DEFAULT),
                new Load(100, rate));
    }

    /// Six brokers on machines of their own.
    public static Situation hosts(Goal goal, int cores) {
        return new Situation(
                goal,
                new Machine(Place.hosts, cores, 64 * GIBIBYTE, 2, 1),
                new Cluster(6, KafkaVersion.DEFAULT),
                new Load(1000, Optional.empty()));
    }

    /// Any, and the same ones for the same seed.
    public static Stream<Situation> random(int many, long seed) {
        Random dice = new Random(seed);
        return Stream.generate(() -> new Situation(
                        one(List.of(Goal.values()), dice),
                        new Machine(
                                one(List.of(Place.values()), dice),
                                1 << dice.nextInt(9),
                                GIBIBYTE << dice.nextInt(10),
                                1 + dice.nextInt(24),
                                1 + dice.nextInt(5)),
                        new Cluster(1 + dice.nextInt(40), KafkaVersion.DEFAULT),
                        new Load(1 + dice.nextInt(1 << (1 + dice.nextInt(24))), rate(dice))))
                .limit(many);
    }

    private static Optional<Double> rate(Random dice) {
        return dice.nextBoolean() ? Optional.empty() : Optional.of(Math.pow(10, dice.nextDouble() * 7));
    }

    private static <T> T one(List<T> of, Random dice) {
        return of.get(dice.nextInt(of.size()));
    }

    /// The value in force: what is advised, or how it comes.
    static long value(Situation situation, Scope scope, String name) {
        return Tuner.tune(situation, STOCK).stream()
                .filter(one -> one.scope() == scope && one.name().equals(name))
                .map(Advice::value)
                .findFirst()
                .or(() -> STOCK.value(scope, name))
                .map(Long::parseLong)
                .orElseThrow();
    }
}
