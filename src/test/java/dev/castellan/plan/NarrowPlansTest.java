package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.plan.Step.RestartNodes;
import dev.castellan.plan.Step.StartNodes;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Specs;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Plans hold nothing but what is asked for.
class NarrowPlansTest {
    private static final ClusterSpec THREE = Specs.aCluster("name: broken\nnodes: [{}, {}, {}, {roles: broker}]\n");

    private final FakeWorld world = new FakeWorld();

    NarrowPlansTest() {
        world.settle(THREE);
    }

    @Test
    void a_node_that_lost_its_storage_gets_a_new_one_and_starts_and_others_are_left_alone() {
        world.stop(2);
        world.replaceStorage(2, Optional.empty());
        world.stop(4);

        List<Step> steps = NarrowPlans.refill(world.question(THREE), nodes(2)).steps();

        assertThat(steps)
                .extracting(step -> step.getClass().getSimpleName())
                .containsExactly("RemoveVoter", "FormatStorage", "StartNodes", "AddVoter");
        assertThat(steps).extracting(Affected::nodes).containsOnly(nodes(2));
    }

    @Test
    void a_node_that_has_its_storage_is_started_and_one_that_runs_is_left_alone() {
        world.stop(3);

        assertThat(NarrowPlans.refill(world.question(THREE), nodes(1, 3)).steps())
                .containsExactly(new StartNodes(nodes(3), ""));
        assertThat(NarrowPlans.refill(world.question(THREE), nodes(1)).steps()).isEmpty();
    }

    @Test
    void nodes_restart_one_after_the_other() {
        assertThat(NarrowPlans.restart(world.question(THREE), nodes(1, 2, 3), "a drill")
                        .steps())
                .allSatisfy(step -> assertThat(step).isInstanceOf(RestartNodes.class))
                .hasSize(3);
    }

    @Test
    void so_they_do_for_who_asks_for_one_at_a_time_whatever_the_spec_allows() {
        world.spare(3);
        Question generous = world.question(THREE);

        assertThat(NarrowPlans.restart(generous, nodes(1, 4), "a drill").steps())
                .hasSize(1);
        assertThat(NarrowPlans.restart(generous.oneByOne(), nodes(1, 4), "a drill")
                        .steps())
                .hasSize(2);
    }

    private static SortedSet<Integer> nodes(Integer... ids) {
        return new TreeSet<>(List.of(ids));
    }
}
