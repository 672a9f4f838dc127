package dev.castellan.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.tune.Advice.Scope;
import dev.castellan.tune.Situation.Load;
import dev.castellan.tune.Situation.Machine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

/// What is advised, and what never is.
final class TunerTest {
    private static final int TRIES = 3000;

    /// What makes a cluster lose records, or lets it.
    private static final Set<String> DURABILITY = Set.of(
            "acks",
            "enable.idempotence",
            "retries",
            "delivery.timeout.ms",
            "max.in.flight.requests.per.connection",
            "replication.factor",
            "default.replication.factor",
            "unclean.leader.election.enable",
            "offsets.topic.replication.factor",
            "transaction.state.log.replication.factor",
            "transaction.state.log.min.isr",
            "replica.lag.time.max.ms");

    @Test
    void durability_is_never_touched_but_to_raise_it() {
        Situations.random(TRIES, 1).forEach(situation -> {
            List<Advice> advice = Tuner.tune(situation, Situations.STOCK);
            assertThat(advice).extracting(Advice::name).doesNotContainAnyElementsOf(DURABILITY);
            assertThat(Situations.value(situation, Scope.topic, "min.insync.replicas"))
                    .isEqualTo(situation.cluster().brokers() >= 3 ? 2 : 1)
                    .isLessThanOrEqualTo(situation.cluster().replicas());
        });
    }

    @Test
    void what_is_advised_differs_from_how_it_comes_and_says_why() {
        Situations.random(TRIES, 2)
                .forEach(situation -> assertThat(Tuner.tune(situation, Situations.STOCK))
                        .allSatisfy(one -> {
                            assertThat(one.value()).isNotEqualTo(one.stock());
                            assertThat(one.reason()).isNotBlank();
                            assertThat(one.source()).isNotBlank();
                        }));
    }

    @Test
    void nothing_is_advised_twice() {
        Situations.random(TRIES, 3)
                .forEach(situation -> assertThat(Tuner.tune(situation, Situations.STOCK))
                        .extracting(one -> one.scope() + " " + one.name())
                        .doesNotHaveDuplicates());
    }

    @Test
    void clients_take_every_value() {
        Situations.random(TRIES, 4).forEach(situation -> {
            Recommendation tuned = new Recommendation(situation, Tuner.tune(situation, Situations.STOCK));
            assertThat(complaints(ProducerConfig.configDef(), tuned.values(Scope.producer)))
                    .isEmpty();
            assertThat(complaints(ConsumerConfig.configDef(), tuned.values(Scope.consumer)))
                    .isEmpty();
        });
    }

    private static Map<String, List<String>> complaints(ConfigDef definition, Map<String, String> values) {
        Map<String, List<String>> complaints = new HashMap<>();
        for (ConfigValue answer : definition.validate(values)) {
            if (values.containsKey(answer.name()) && !answer.errorMessages().isEmpty()) {
                complaints.put(answer.name(), answer.errorMessages());
            }
        }
        values.keySet().stream()
                .filter(name -> !definition.names().contains(name))
                .forEach(name -> complaints.put(name, List.of("unknown")));
        return complaints;
    }

    /// A broker takes batches of 1 MiB and a header, by default.
    @Test
    void a_batch_is_one_that_brokers_take() {
        Situations.random(TRIES, 5)
                .forEach(situation -> assertThat(Situations.value(situation, Scope.producer, "batch.size"))
                        .isBetween(16_384L, 1_048_588L)
                        .isLessThanOrEqualTo(Situations.value(situation, Scope.producer, "buffer.memory") / 4));
    }

    @Test
    void more_cores_never_mean_fewer_threads() {
        Situations.random(TRIES, 6).forEach(situation -> {
            Situation larger = with(situation, 2 * situation.machine().cores());
            for (String name : List.of("num.io.threads", "num.network.threads", "num.replica.fetchers")) {
                assertThat(Situations.value(larger, Scope.broker, name))
                        .as(name)
                        .isGreaterThanOrEqualTo(Situations.value(situation, Scope.broker, name));
            }
            assertThat(Tuner.partitions(larger)).isGreaterThanOrEqualTo(Tuner.partitions(situation));
        });
    }

    @Test
    void larger_records_and_higher_rates_never_mean_smaller_batches() {
        Situations.random(TRIES, 7).forEach(situation -> {
            Load load = situation.load();
            Situation larger = with(situation, new Load(2 * load.recordBytes(), load.rate()));
            Situation faster =
                    with(situation, new Load(load.recordBytes(), load.rate().map(rate -> 3 * rate)));
            for (Situation more : List.of(larger, faster)) {
                assertThat(Situations.value(more, Scope.producer, "batch.size"))
                        .isGreaterThanOrEqualTo(Situations.value(situation, Scope.producer, "batch.size"));
                assertThat(Situations.value(more, Scope.producer, "buffer.memory"))
                        .isGreaterThanOrEqualTo(Situations.value(situation, Scope.producer, "buffer.memory"));
            }
        });
    }

    @Test
    void every_broker_leads_as_many_partitions() {
        Situations.random(TRIES, 8)
                .forEach(situation -> assertThat(Tuner.partitions(situation)
                                % situation.cluster().brokers())
                        .isZero());
    }

    @Test
    void a_record_waits_for_no_other_where_there_is_room() {
        assertThat(Situations.value(Situations.laptop(Goal.latency, Optional.of(1000.0)), Scope.producer, "linger.ms"))
                .isZero();
        assertThat(Situations.value(
                        Situations.laptop(Goal.latency, Optional.of(100_000.0)), Scope.producer, "linger.ms"))
                .isPositive();
    }

    @Test
    void what_a_release_does_not_know_is_left_out() {
        assertThat(Tuner.tune(Situations.hosts(Goal.throughput, 32), (scope, name) -> Optional.empty()))
                .isEmpty();
    }

    @Test
    void codecs_are_for_measurements_to_recommend() {
        Situations.random(TRIES, 9)
                .forEach(situation -> assertThat(Tuner.tune(situation, Situations.STOCK))
                        .extracting(Advice::name)
                        .doesNotContain("compression.type"));
    }

    private static Situation with(Situation situation, int cores) {
        Machine machine = situation.machine();
        return new Situation(
                situation.goal(),
                new Machine(machine.place(), cores, machine.memoryBytes(), machine.disks(), machine.nodes()),
                situation.cluster(),
                situation.load());
    }

    private static Situation with(Situation situation, Load load) {
        return new Situation(situation.goal(), situation.machine(), situation.cluster(), load);
    }
}
