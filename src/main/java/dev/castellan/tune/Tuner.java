package dev.castellan.tune;

import dev.castellan.tune.Advice.Scope;
import java.util.ArrayList;
import java.util.List;

/// Decides which settings suit a situation.
public final class Tuner {
    private Tuner() {}

    /// Only what differs from how it comes, in the order in which it is shown: what matters most is first.
    public static List<Advice> tune(Situation situation, Stock stock) {
        Advices advices = new Advices(stock);
        int partitions = partitions(situation);
        ProducerRules.apply(situation, partitions, advices);
        topic(situation, partitions, advices);
        BrokerRules.apply(situation, advices);
        consumer(situation, advices);
        BrokerRules.jvm(situation, advices);
        return advices.all();
    }

    /// How many partitions a topic should have: each broker leads as many.
    public static int partitions(Situation situation) {
        int each = switch (situation.goal()) {
            case throughput -> Math.clamp(situation.machine().coresEach() / 2, 1, 4);
            case latency -> 1;
        };
        return situation.cluster().brokers() * each;
    }

    private static void topic(Situation situation, int partitions, Advices advices) {
        advices.add(
                Scope.topic,
                "partitions",
                partitions,
                "each broker leads as many",
                Sources.docs("broker", "num.partitions"));
        advices.add(
                Scope.topic,
                "min.insync.replicas",
                situation.cluster().inSync(),
                "durability is kept: with acks=all, two of three copies have a record before it is acknowledged",
                Sources.docs("topic", "min.insync.replicas"));
    }

    private static void consumer(Situation situation, Advices advices) {
        if (situation.goal() == Goal.throughput) {
            advices.add(
                    Scope.consumer,
                    "fetch.min.bytes",
                    65_536,
                    "an answer is worth its request: fewer and larger ones",
                    Sources.docs("consumer", "fetch.min.bytes"));
            advices.add(
                    Scope.consumer,
                    "fetch.max.wait.ms",
                    100,
                    "where little is written, nobody waits longer than this for those bytes",
                    Sources.docs("consumer", "fetch.max.wait.ms"));
        }
    }

    /// What was advised so far.
    static final class Advices {
        private final Stock stock;
        private final List<Advice> all = new ArrayList<>();

        Advices(Stock stock) {
            this.stock = stock;
        }

        /// Left out where the release has no such property, or does the same by itself.
        void add(Scope scope, String name, long value, String reason, String source) {
            boolean partitions = scope == Scope.topic && name.equals("partitions");
            (partitions ? stock.value(Scope.broker, "num.partitions") : stock.value(scope, name))
                    .filter(otherwise -> !otherwise.equals(String.valueOf(value)))
                    .ifPresent(otherwise ->
                            all.add(new Advice(scope, name, String.valueOf(value), otherwise, reason, source)));
        }

        /// A flag of the JVM, or its heap.
        void jvm(String name, String value, String otherwise, String reason, String source) {
            if (!value.equals(otherwise)) {
                all.add(new Advice(Scope.jvm, name, value, otherwise, reason, source));
            }
        }

        List<Advice> all() {
            return List.copyOf(all);
        }
    }
}
