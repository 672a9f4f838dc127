package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.observe.Live;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.spec.Role;
import dev.castellan.target.NodeFacts;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Specs;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Nodes of a cluster that runs come to other roles, and at no moment is there a broker less than replicas need, or a
/// controller without the vote it answers for.
final class RoleChangeTest {
    private static final int SEEDS = 60;

    private static ClusterSpec spec(SortedMap<Integer, Set<Role>> roles, String more) {
        StringBuilder yaml = new StringBuilder(more);
        yaml.append("topics:\n  orders: {partitions: 7, replication-factor: 2}\n  clicks: {partitions: 5}\nnodes:\n");
        roles.forEach((id, own) -> yaml.append("  - {id: " + id + ", roles: "
                + own.stream().map(Role::kafkaName).sorted().toList() + "}\n"));
        return Specs.aCluster(yaml.toString());
    }

    /// At least three of either kind.
    private static SortedMap<Integer, Set<Role>> any(Random random, int nodes) {
        while (true) {
            SortedMap<Integer, Set<Role>> roles = new TreeMap<>();
            for (int id = 1; id <= nodes; id++) {
                roles.put(
                        id,
                        switch (random.nextInt(3)) {
                            case 0 -> EnumSet.of(Role.BROKER);
                            case 1 -> EnumSet.of(Role.CONTROLLER);
                            default -> EnumSet.allOf(Role.class);
                        });
            }
            if (with(roles, Role.BROKER).size() >= 3
                    && with(roles, Role.CONTROLLER).size() >= 3) {
                return roles;
            }
        }
    }

    private static Set<Integer> with(SortedMap<Integer, Set<Role>> roles, Role role) {
        return roles.entrySet().stream()
                .filter(node -> node.getValue().contains(role))
                .map(SortedMap.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatever_roles_nodes_had_they_come_to_those_of_the_spec_wherever_it_is_cut_off() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            int nodes = 5 + random.nextInt(3);
            FakeWorld world = FakeWorld.with(spec(any(random, nodes), ""));
            world.accept(Question.Risk.WEAK_QUORUM, Question.Risk.UNAVAILABLE);
            SortedMap<Integer, Set<Role>> wanted = any(random, nodes);
            ClusterSpec then = spec(wanted, "");
            for (int cut = random.nextInt(3); cut > 0; cut--) {
                List<Step> steps = world.plan(then).steps();
                steps.subList(0, random.nextInt(steps.size() + 1)).forEach(step -> execute(world, step));
            }
            int rounds = 0;
            for (Plan plan = world.plan(then); !plan.isEmpty(); plan = world.plan(then)) {
                assertThat(rounds++).as("seed %d: %s", seed, plan).isLessThan(6);
                plan.steps().forEach(step -> execute(world, step));
            }
            Live.Awake awake = (Live.Awake) world.snapshot().live();
            assertThat(awake.roster().voters().keySet()).as("seed %d", seed).isEqualTo(with(wanted, Role.CONTROLLER));
            assertThat(awake.roster().registered()).as("seed %d", seed).isEqualTo(with(wanted, Role.BROKER));
            assertThat(awake.brokers()).as("seed %d", seed).isEqualTo(with(wanted, Role.BROKER));
            for (NodeFacts node : world.snapshot().facts().nodes().values()) {
                assertThat(RoleChange.running(node)).as("seed %d", seed).isEqualTo(wanted.get(node.id()));
            }
        }
    }

    /// Whoever holds replicas is a broker afterwards, and whoever votes a controller.
    private static void execute(FakeWorld world, Step step) {
        world.execute(step);
        if (world.snapshot().live() instanceof Live.Awake awake) {
            SortedMap<Integer, Set<Role>> running = new TreeMap<>();
            world.snapshot().facts().nodes().values().forEach(node -> running.put(node.id(), RoleChange.running(node)));
            Set<Integer> holders = new TreeSet<>();
            awake.partitions().forEach(partition -> holders.addAll(partition.replicas()));
            assertThat(with(running, Role.BROKER)).as("%s", step).containsAll(holders);
            assertThat(with(running, Role.CONTROLLER))
                    .as("%s", step)
                    .containsAll(awake.roster().voters().keySet());
        }
    }

    @Test
    void a_role_is_laid_down_once_nothing_depends_on_it() {
        FakeWorld world = FakeWorld.with(Specs.aCluster("nodes: 5\ntopics: {orders: {partitions: 10}}\n"));
        ClusterSpec then = Specs.aCluster("""
                topics: {orders: {partitions: 10}}
                nodes: [{id: 1}, {id: 2}, {id: 3}, {id: 4, roles: broker}, {id: 5, roles: controller}]
                """);
        assertThat(refusal(world, then)).contains("the controllers would become 4 of 5", "--accept-risk=weak-quorum");
        world.accept(Question.Risk.WEAK_QUORUM);

        List<Step> first = world.plan(then).steps();
        assertThat(first).noneMatch(Step.RestartNodes.class::isInstance);
        assertThat(first).anyMatch(Step.MoveReplicas.class::isInstance);
        assertThat(first)
                .filteredOn(Step.RemoveVoter.class::isInstance)
                .singleElement()
                .extracting(Step::toString)
                .asString()
                .contains("4");
        first.forEach(world::execute);
        List<Integer> restarted = new ArrayList<>();
        world.plan(then).steps().forEach(step -> {
            world.execute(step);
            if (step instanceof Step.RestartNodes restart) {
                restarted.addAll(restart.nodes());
            }
        });
        assertThat(restarted).containsExactlyInAnyOrder(4, 5);
        assertThat(world.plan(then).steps()).singleElement().isInstanceOf(Step.Unregister.class);
    }

    @Test
    void votes_of_a_static_quorum_stay_where_they_are() {
        FakeWorld world = FakeWorld.with(Specs.aCluster("nodes: 3\nquorum: static\n"));
        ClusterSpec then = Specs.aCluster("quorum: static\nnodes: [{id: 1}, {id: 2}, {id: 3, roles: broker}]\n");
        assertThat(refusal(world, then)).contains("kafka-3 has a vote among the controllers", "quorum: dynamic");
    }

    @Test
    void the_last_brokers_that_topics_need_stay_brokers() {
        FakeWorld world = FakeWorld.with(Specs.aCluster("nodes: 3\ntopics: {orders: {replication-factor: 3}}\n"));
        ClusterSpec then = Specs.aCluster("nodes: [{id: 1}, {id: 2}, {id: 3, roles: controller}]\n");
        assertThat(refusal(world, then)).contains("2 brokers would stay, and topics have more replicas: orders (3)");
    }

    private static String refusal(FakeWorld world, ClusterSpec spec) {
        return Problem.errorsIn(Planner.plan(world.question(spec)).problems()).toString();
    }

    @Test
    void a_cluster_that_is_down_starts_with_the_roles_it_had() {
        FakeWorld world = FakeWorld.with(Specs.aCluster("nodes: 4\n"));
        for (int id = 1; id <= 4; id++) {
            world.stop(id);
        }
        ClusterSpec then = Specs.aCluster("nodes: [{id: 1}, {id: 2}, {id: 3}, {id: 4, roles: broker}]\n");
        world.accept(Question.Risk.WEAK_QUORUM);
        Plan plan = world.plan(then);
        assertThat(plan.steps()).noneMatch(Step.WriteFiles.class::isInstance);
        plan.steps().forEach(world::execute);
        world.silence("nobody knows why");
        assertThat(world.plan(then).steps()).noneMatch(Step.WriteFiles.class::isInstance);
        world.silence("");
        world.settle(then);
        NodeSpec fourth = then.node(4).orElseThrow();
        assertThat(RoleChange.running(world.snapshot().facts().nodes().get(4))).isEqualTo(fourth.roles());
    }
}
