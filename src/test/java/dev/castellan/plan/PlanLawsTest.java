package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.NodeFacts;
import dev.castellan.testkit.FakeWorld;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What holds for every plan, tried on clusters that seeds have thrown together. A failure names its seed.
final class PlanLawsTest {
    private static final int SEEDS = 200;

    @Test
    void the_same_question_gives_the_same_plan() {
        eachSeed(SEEDS, seed -> {
            RandomCluster cluster = new RandomCluster(seed);
            FakeWorld world = FakeWorld.with(cluster.spec());
            cluster.disturb(world);
            cluster.change();
            Question question = world.question(cluster.spec());
            assertThat(Planner.plan(question)).isEqualTo(Planner.plan(question));
        });
    }

    @Test
    void applied_and_planned_again_nothing_is_left() {
        eachSeed(SEEDS, seed -> {
            RandomCluster cluster = new RandomCluster(seed);
            FakeWorld world = new FakeWorld();
            assertThat(world.settle(cluster.spec())).as("rounds from nothing").isEqualTo(1);
            for (int change = 0; change < 3; change++) {
                cluster.disturb(world);
                cluster.change();
                assertThat(world.settle(cluster.spec())).as("rounds").isLessThanOrEqualTo(2);
            }
        });
    }

    @Test
    void killed_after_any_step_and_run_again_it_ends_the_same() {
        eachSeed(SEEDS / 2, seed -> {
            RandomCluster cluster = new RandomCluster(seed);
            FakeWorld start = new FakeWorld();
            if (seed % 4 != 0) {
                start.settle(cluster.spec());
                cluster.disturb(start);
                cluster.change();
            }
            FakeWorld undisturbed = start.copy();
            undisturbed.settle(cluster.spec());
            int steps = start.copy().plan(cluster.spec()).steps().size();
            for (int done = 0; done <= steps; done++) {
                FakeWorld killed = start.copy();
                List<Step> all = killed.plan(cluster.spec()).steps();
                all.subList(0, done).forEach(killed::execute);
                if (done < all.size()) {
                    begin(killed, all.get(done));
                }
                killed.settle(cluster.spec());
                assertThat(killed.state())
                        .as("killed after %d of %d steps", done, steps)
                        .isEqualTo(undisturbed.state());
            }
        });
    }

    @Test
    void what_the_spec_says_is_what_every_node_does() {
        eachSeed(SEEDS, seed -> {
            RandomCluster cluster = new RandomCluster(seed);
            FakeWorld world = FakeWorld.with(cluster.spec());
            for (int change = 0; change < 3; change++) {
                cluster.change();
                world.settle(cluster.spec());
            }
            Snapshot now = world.snapshot();
            for (NodeFacts node : now.facts().nodes().values()) {
                assertThat(effective(now, node)).isEqualTo(Snapshot.properties(node));
            }
        });
    }

    @Test
    void every_wanted_node_that_does_not_run_is_started_once() {
        eachSeed(SEEDS, seed -> {
            RandomCluster cluster = new RandomCluster(seed);
            FakeWorld world = FakeWorld.with(cluster.spec());
            cluster.disturb(world);
            cluster.change();
            ClusterSpec wanted = cluster.spec();
            Set<Integer> stopped = new TreeSet<>();
            wanted.nodes().forEach(node -> {
                NodeFacts have = world.snapshot().facts().nodes().get(node.id());
                if (have == null || have.running().isEmpty()) {
                    stopped.add(node.id());
                }
            });
            List<Integer> started = world.plan(wanted).steps().stream()
                    .filter(Step.StartNodes.class::isInstance)
                    .flatMap(step -> ((Step.StartNodes) step).nodes().stream())
                    .toList();
            assertThat(started).containsExactlyElementsOf(stopped);
        });
    }

    @Test
    void the_active_controller_restarts_last() {
        eachSeed(SEEDS, seed -> {
            RandomCluster cluster = new RandomCluster(seed);
            FakeWorld world = FakeWorld.with(cluster.spec());
            cluster.disturb(world);
            cluster.change();
            List<Integer> restarts = world.plan(cluster.spec()).steps().stream()
                    .filter(Step.RestartNodes.class::isInstance)
                    .flatMap(step -> ((Step.RestartNodes) step).nodes().stream())
                    .toList();
            assertThat(restarts).doesNotHaveDuplicates();
            if (world.snapshot().live() instanceof Live.Awake awake
                    && awake.quorum().isPresent()) {
                int leader = awake.quorum().get().leader();
                assertThat(restarts.indexOf(leader)).isIn(-1, restarts.size() - 1);
            }
        });
    }

    /// A step that acts on several nodes is killed after the first of them.
    private static void begin(FakeWorld world, Step step) {
        if (step instanceof Step.StartNodes start) {
            world.execute(new Step.StartNodes(new TreeSet<>(Set.of(start.nodes().first())), ""));
        } else if (step instanceof Step.FormatStorage format
                && !format.firstVoters().isEmpty()) {
            world.execute(new Step.FormatStorage(
                    new TreeSet<>(Set.of(format.firstVoters().first())),
                    new TreeSet<>(),
                    format.clusterId(),
                    format.initialControllers(),
                    ""));
        } else if (step instanceof Step.MoveReplicas move) {
            int first = move.after().firstKey();
            world.topics().interrupt(move.topic(), first, move.after().getOrDefault(first, List.of()));
            world.topics().configure(move.topic(), Throttle.LEADERS, "0:1");
        } else if (step instanceof Step.RestartNodes restart) {
            world.stop(restart.nodes().first());
        }
    }

    /// What a node goes by: a value of its own, else one for all brokers, else the file it started with.
    private static Map<String, String> effective(Snapshot now, NodeFacts node) {
        Map<String, String> values =
                PropertiesText.read(node.running().orElseThrow().startedWith().getOrDefault(ServerProperties.FILE, ""));
        if (now.live() instanceof Live.Awake awake) {
            values.putAll(awake.clusterConfig());
            values.putAll(awake.brokerConfig().getOrDefault(node.id(), Map.of()));
        }
        return values;
    }

    private static void eachSeed(int seeds, LongConsumer law) {
        LongStream.range(0, seeds).forEach(seed -> {
            try {
                law.accept(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        });
    }
}
