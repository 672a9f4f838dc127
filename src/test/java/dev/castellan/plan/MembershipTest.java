package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Specs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Who may come and go, where what Kafka says of itself decides.
final class MembershipTest {
    private static final String TOPIC = "topics: {clicks: {partitions: 4, replication-factor: 2}}\n";

    private static List<String> refusals(
            FakeWorld world, ClusterSpec wanted, UnaryOperator<Live.Awake> known, Question.Risk... accepted) {
        Question asked = world.question(wanted);
        Live.Awake awake = known.apply((Live.Awake) asked.have().live());
        Question question = new Question(
                asked.wanted(),
                new Snapshot(asked.have().facts(), awake),
                asked.files(),
                asked.fresh(),
                asked.dynamic(),
                asked.holder(),
                Set.of(accepted),
                asked.features(),
                asked.maxUnavailable());
        return MembershipRefusals.of(Membership.of(question)).stream()
                .map(Problem::what)
                .toList();
    }

    private static Live.Awake with(Live.Awake awake, Set<Integer> brokers, Live.Roster roster, Live.Room room) {
        return new Live.Awake(
                brokers,
                awake.quorum(),
                awake.topics(),
                awake.clusterConfig(),
                awake.brokerConfig(),
                awake.access(),
                awake.features(),
                awake.stakes(),
                roster,
                room);
    }

    @Test
    void replicas_that_do_not_fit_are_refused_with_both_sizes() {
        FakeWorld world = FakeWorld.with(Specs.aCluster("nodes: 3\n" + TOPIC));
        ClusterSpec wanted = Specs.aCluster("nodes: 3\nretire: [3]\n" + TOPIC);

        UnaryOperator<Live.Awake> full = awake -> {
            Map<Live.Place, Long> sizes = new HashMap<>();
            awake.partitions()
                    .forEach(partition -> sizes.put(new Live.Place(partition.topic(), partition.id()), 100L << 20));
            return with(awake, awake.brokers(), awake.roster(), new Live.Room(Map.of(1, 50L << 20), sizes));
        };

        assertThat(refusals(world, wanted, full, Question.Risk.WEAK_QUORUM))
                .singleElement()
                .asString()
                .matches("kafka-1 would get [1-9]00 MiB of replicas, and has room for 50 MiB");
    }

    @Test
    void a_node_that_still_runs_where_it_was_does_not_come_back_elsewhere() {
        ClusterSpec spec = Specs.aCluster("nodes: 3\n" + TOPIC);
        FakeWorld world = FakeWorld.with(spec);
        world.lose(2);

        assertThat(refusals(world, spec, awake -> awake)).isEmpty();
        assertThat(refusals(
                        world,
                        spec,
                        awake -> with(
                                awake,
                                awake.brokers(),
                                new Live.Roster(
                                        awake.roster().registered(),
                                        awake.roster().voters(),
                                        Set.of()),
                                awake.room())))
                .containsExactly("kafka-2 is to live in another place, and still runs where it was");
    }

    @Test
    void a_broker_that_only_kafka_knows_is_not_forgotten() {
        ClusterSpec spec = Specs.aCluster("nodes: 3\n" + TOPIC);
        FakeWorld world = FakeWorld.with(spec);

        Set<Integer> four = new TreeSet<>(Set.of(1, 2, 3, 9));
        assertThat(refusals(
                        world,
                        spec,
                        awake -> with(
                                awake,
                                awake.brokers(),
                                new Live.Roster(four, awake.roster().voters(), Set.of()),
                                awake.room())))
                .containsExactly("kafka-9 belongs to the cluster and is no longer in the spec");
    }

    @Test
    void a_running_node_needs_most_of_the_controllers_it_could_ask_and_not_all() {
        String property = "controller.quorum.bootstrap.servers";
        ClusterSpec spec = Specs.aCluster("nodes: 3\n");
        assertThat(Membership.serves(spec, property, "a:1,b:1,c:1", "a:1,b:1,c:1,d:1,e:1"))
                .isTrue();
        assertThat(Membership.serves(spec, property, "a:1,b:1,c:1,d:1,e:1", "a:1,b:1,c:1"))
                .isTrue();
        assertThat(Membership.serves(spec, property, "a:1", "a:1,b:1,c:1")).isFalse();
        assertThat(Membership.serves(spec, property, "a:1,b:1,c:1", "c:1,d:1,e:1"))
                .isFalse();
        assertThat(Membership.serves(spec, "num.io.threads", "1", "1")).isFalse();
    }

    @Test
    void nodes_that_come_later_are_super_users_only_of_those_that_start_after_them() {
        ClusterSpec locked = Specs.aCluster("nodes: 3\nsecurity: tls\n");
        assertThat(Membership.serves(locked, "super.users", "User:kafka-1;User:castellan", "User:kafka-1;User:kafka-2"))
                .isTrue();
        assertThat(Membership.serves(Specs.aCluster("nodes: 3\n"), "super.users", "User:a", "User:b"))
                .isFalse();
    }

    /// It has as many replicas as there were brokers, and nobody can name it in a spec to say that it may have fewer.
    @Test
    void a_topic_of_castellans_own_keeps_no_broker_from_leaving() {
        String nodes = "nodes:\n- {id: 1}\n- {id: 2, roles: broker}\n";
        FakeWorld world = FakeWorld.with(Specs.aCluster(nodes));
        world.topics().add("__castellan-probe", 2, List.of(1, 2));
        world.execute(new Step.MoveReplicas(
                "__castellan-probe",
                new TreeMap<>(Map.of(0, List.of(1), 1, List.of(2))),
                new TreeMap<>(Map.of(0, List.of(1, 2), 1, List.of(2, 1))),
                0,
                "it is grown"));

        List<Step> moves = world.plan(Specs.aCluster(nodes + "retire: [2]\n")).steps().stream()
                .filter(Step.MoveReplicas.class::isInstance)
                .toList();

        assertThat(moves)
                .singleElement()
                .satisfies(move ->
                        assertThat(((Step.MoveReplicas) move).after().values()).containsOnly(List.of(1)));
    }
}
