package dev.castellan.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Which steps are executed at once.
final class BatchesTest {
    private static Step write(int node) {
        return new Step.WriteFiles(node, new TreeMap<>(), new TreeMap<>(), "");
    }

    private static Step start(Integer... nodes) {
        return new Step.StartNodes(new TreeSet<>(Set.of(nodes)), "");
    }

    @Test
    void neighbours_of_one_kind_on_different_machines_go_together() {
        assertThat(Batches.of(List.of(write(1), write(2), write(3))))
                .containsExactly(List.of(write(1), write(2), write(3)));
    }

    @Test
    void two_steps_on_one_machine_never_do() {
        assertThat(Batches.of(List.of(write(1), write(1)))).containsExactly(List.of(write(1)), List.of(write(1)));
    }

    @Test
    void what_the_cluster_notices_stands_alone_and_keeps_its_place() {
        List<Step> steps = List.of(
                write(1),
                start(1, 2),
                write(2),
                Step.RestartNodes.of(1, List.of()),
                Step.RestartNodes.of(2, List.of()));
        assertThat(Batches.of(steps)).hasSize(5);
        assertThat(Batches.of(steps).stream().flatMap(List::stream)).containsExactlyElementsOf(steps);
    }

    @Test
    void users_of_one_kind_of_step_go_together_up_to_a_number() {
        List<Step> many = new ArrayList<>();
        for (int user = 0; user < 1200; user++) {
            many.add(new Step.CreateUser("user-" + user, Step.CreateUser.MECHANISM, ""));
        }
        many.add(new Step.SetQuota("user-1", new TreeMap<>(), ""));
        assertThat(Batches.of(many)).map(List::size).containsExactly(500, 500, 200, 1);
    }

    @Test
    void nothing_gives_nothing() {
        assertThat(Batches.of(List.of())).isEmpty();
    }
}
