package dev.castellan.plan;

import static dev.castellan.plan.PlannerTest.disturbed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.ConnectorSpec;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Golden;
import dev.castellan.testkit.Specs;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is planned for workers of Kafka Connect and connectors; folders as in [PlannerTest].
final class ConnectPlanTest {
    private static final int SEEDS = 40;

    static Stream<Arguments> worlds() {
        return Stream.of(
                arguments("a-connector-changed-by-hand-is-put-back", disturbed(world -> {
                    world.workers().configure("user-events", "database.password", "hunter2");
                    world.workers().configure("user-events", "slot.name", "other");
                    world.workers().turn("user-events", ConnectorSpec.State.stopped);
                })),
                arguments("another-plugin-rolls-workers-one-by-one", disturbed(world -> {})),
                arguments(
                        "a-stopped-worker-is-started-and-connectors-wait",
                        disturbed(world -> List.of(1, 2).forEach(world.workers()::stop))),
                arguments("workers-that-left-the-spec-stop-and-go", disturbed(world -> {})),
                arguments(
                        "connectors-that-the-spec-does-not-name-are-left-alone",
                        disturbed(world -> world.workers().configure("by-hand", "connector.class", "Any"))),
                arguments("connectors-that-the-spec-does-not-name-go-first-where-it-says-prune", disturbed(world -> {
                    world.workers().configure("a-cdc", "connector.class", "io.debezium.PostgresConnector");
                    world.workers().configure("a-cdc", "slot.name", "slot_of_cdc");
                    world.workers().configure("z-by-hand", "connector.class", "Any");
                })));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void workers_and_connectors_become_what_the_spec_says(String sentence, Consumer<FakeWorld> disturbance) {
        PlannerTest.changes(sentence, disturbance);
    }

    @Test
    void in_a_new_cluster_workers_come_after_topics_and_connectors_after_workers() {
        Golden golden = Golden.folder("a-new-cluster-gets-workers-and-connectors-last");
        Plan plan = new FakeWorld().plan(Specs.aCluster(golden.given("cluster.yaml")));
        golden.holds(Map.of("plan.txt", PlanText.of(plan) + "\n"));
    }

    @Test
    void applied_and_planned_again_nothing_is_left() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            FakeWorld world = new FakeWorld();
            assertThat(world.settle(spec(random))).as("seed %d", seed).isEqualTo(1);
            for (int change = 0; change < 3; change++) {
                disturb(random, world);
                assertThat(world.settle(spec(random))).as("seed %d", seed).isLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void killed_after_any_step_and_run_again_it_ends_the_same() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            FakeWorld start = seed % 4 == 0 ? new FakeWorld() : FakeWorld.with(spec(random));
            if (seed % 4 != 0) {
                disturb(random, start);
            }
            ClusterSpec wanted = spec(random);
            FakeWorld undisturbed = start.copy();
            undisturbed.settle(wanted);
            int steps = start.copy().plan(wanted).steps().size();
            for (int done = 0; done <= steps; done++) {
                FakeWorld killed = start.copy();
                killed.plan(wanted).steps().subList(0, done).forEach(killed::execute);
                killed.settle(wanted);
                assertThat(killed.state())
                        .as("seed %d, killed after %d of %d steps", seed, done, steps)
                        .isEqualTo(undisturbed.state());
            }
        }
    }

    @Test
    void workers_that_do_not_answer_yet_are_waited_for_before_connectors_are_compared() {
        ClusterSpec wanted = Specs.aCluster("""
                nodes: 3
                connect: {workers: 2}
                connectors: {any: {config: {connector.class: Any}}}
                """);
        FakeWorld world = new FakeWorld();
        assertThat(world.settle(wanted)).isEqualTo(1);
        world.workers().configure("any", "tasks.max", "7");
        world.workers().fallSilent();
        assertThat(world.plan(wanted).steps())
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.StartWorkers.class,
                        start -> assertThat(start.workers()).containsExactly(1, 2));
        assertThat(world.settle(wanted)).isEqualTo(2);
        assertThat(world.workers().live()).asString().doesNotContain("tasks.max");
    }

    @Test
    void a_mirror_is_kept_like_connectors_that_were_written_down() {
        ClusterSpec wanted = Specs.aCluster("""
                nodes: 3
                connect: {workers: 1}
                mirrors:
                  east: {bootstrap: "10.0.0.1:9092", topics: [orders]}
                """);
        FakeWorld world = new FakeWorld();
        assertThat(world.settle(wanted)).isEqualTo(1);
        world.workers().configure("mirror-east-source", "tasks.max", "7");
        assertThat(world.plan(wanted).steps())
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.SetConnectorConfig.class,
                        set -> assertThat(set.changes())
                                .containsExactly(Map.entry("tasks.max", new Step.Change("7", "1"))));
    }

    private static ClusterSpec spec(Random random) {
        StringBuilder yaml = new StringBuilder("nodes: 3\n");
        if (random.nextInt(6) == 0) {
            return Specs.aCluster(yaml.toString());
        }
        yaml.append(random.nextBoolean() ? "prune: true\n" : "");
        yaml.append("connect:\n  workers: ").append(1 + random.nextInt(3));
        yaml.append("\n  heap: ").append(1 + random.nextInt(2)).append("g\n");
        yaml.append("  plugins: {any: \"a:b:").append(random.nextInt(2)).append("\"}\nconnectors:\n");
        for (int id = 0; id <= random.nextInt(3); id++) {
            yaml.append("  connector-").append(id).append(": {config: {connector.class: Any, tasks.max: ");
            yaml.append(1 + random.nextInt(2)).append("}, state: ");
            yaml.append(ConnectorSpec.State.values()[random.nextInt(3)]).append("}\n");
        }
        return Specs.aCluster(yaml.toString());
    }

    private static void disturb(Random random, FakeWorld world) {
        for (int blows = random.nextInt(4); blows > 0; blows--) {
            switch (random.nextInt(3)) {
                case 0 -> world.workers().stop(1 + random.nextInt(3));
                case 1 -> world.stop(1 + random.nextInt(3));
                default -> world.workers().turn("connector-0", ConnectorSpec.State.paused);
            }
        }
    }
}
