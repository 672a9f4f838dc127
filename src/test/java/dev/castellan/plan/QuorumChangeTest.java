package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.observe.Live;
import dev.castellan.plan.Question.Risk;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.QuorumKind;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Specs;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Controllers go from every node's properties into the metadata log. The world refuses to start a node that knows
/// them from neither, so each of these would fail where one could.
final class QuorumChangeTest {
    private static final int SEEDS = 10;
    private static final ClusterSpec FIXED = Specs.aCluster("nodes: 3\nquorum: static\n");
    private static final ClusterSpec WANTED = Specs.aCluster("nodes: 3\n");

    private final FakeWorld world = FakeWorld.with(FIXED);

    @Test
    void the_log_has_the_voters_before_the_first_file_loses_them() {
        world.accept(Risk.NO_WAY_BACK);
        assertThat(world.plan(WANTED).steps())
                .extracting(step -> step.getClass().getSimpleName())
                .containsExactly(
                        "FinalizeFeature",
                        "WriteFiles",
                        "RestartNodes",
                        "WriteFiles",
                        "RestartNodes",
                        "WriteFiles",
                        "RestartNodes");
        assertThat(world.settle(WANTED)).isEqualTo(1);
        assertThat(roster().isStatic()).isFalse();
        assertThat(world.file(1, ServerProperties.FILE))
                .contains(ServerProperties.ASKED)
                .doesNotContain(ServerProperties.VOTERS);
    }

    @Test
    void whatever_else_a_cluster_is_and_wherever_it_is_cut_off_it_ends_dynamic() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomCluster cluster = new RandomCluster(seed);
            FakeWorld start = FakeWorld.with(cluster.spec().with(QuorumKind.STATIC));
            cluster.change();
            ClusterSpec wanted = cluster.spec();
            start.settle(wanted.with(QuorumKind.STATIC));
            cluster.disturb(start);
            agreed(start);
            FakeWorld undisturbed = start.copy();
            agreed(undisturbed);
            assertThat(undisturbed.settle(wanted)).as("seed %d, rounds", seed).isLessThanOrEqualTo(3);
            int steps = start.plan(wanted).steps().size();
            for (int done = 0; done <= steps; done++) {
                FakeWorld killed = start.copy();
                agreed(killed);
                killed.plan(wanted).steps().subList(0, done).forEach(killed::execute);
                killed.settle(wanted);
                assertThat(killed.state())
                        .as("seed %d, killed after %d of %d steps", seed, done, steps)
                        .isEqualTo(undisturbed.state());
            }
        }
    }

    private static void agreed(FakeWorld world) {
        world.accept(Risk.NO_WAY_BACK, Risk.UNAVAILABLE);
    }

    @Test
    void once_begun_it_needs_no_word_any_more_even_where_nodes_stop() {
        world.accept(Risk.NO_WAY_BACK);
        world.plan(WANTED).steps().subList(0, 3).forEach(world::execute);
        world.accept();
        List.of(1, 2, 3).forEach(world::stop);
        assertThat(world.plan(WANTED).notes()).anyMatch(note -> note.contains("until the controllers answer"));
        world.settle(WANTED);
        assertThat(world.file(3, ServerProperties.FILE)).doesNotContain(ServerProperties.VOTERS);
    }

    @Test
    void a_controller_of_a_static_quorum_that_lost_its_storage_keeps_its_vote() {
        world.stop(2);
        world.replaceStorage(2, Optional.empty());
        world.accept(Risk.DATA_LOSS);
        assertThat(world.plan(FIXED).steps())
                .extracting(step -> step.getClass().getSimpleName())
                .containsExactly("FormatStorage", "StartNodes");
        world.settle(FIXED);
        assertThat(roster().voters()).containsOnlyKeys(1, 2, 3);
    }

    private Live.Roster roster() {
        return ((Live.Awake) world.snapshot().live()).roster();
    }
}
