package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.target.Target;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Which nodes a step touches, and what a plan calls them.
final class AffectedTest {
    @Test
    void a_step_touches_the_nodes_it_names() {
        assertThat(Affected.nodes(new Step.RemoveNodes(ids(3, 1), Target.Fate.KEPT, "")))
                .containsExactly(1, 3);
        assertThat(Affected.nodes(new Step.FormatStorage(ids(3, 2), ids(1), "id", "voters", "")))
                .containsExactly(1, 2, 3);
        assertThat(Affected.nodes(config(Optional.of(2)))).containsExactly(2);
    }

    @Test
    void a_step_of_the_whole_cluster_touches_none_by_itself() {
        assertThat(Affected.nodes(config(Optional.empty()))).isEmpty();
        assertThat(Affected.nodes(new Step.DeleteTopic("clicks", 3, ""))).isEmpty();
    }

    @Test
    void the_text_of_a_plan_names_them() {
        assertThat(PlanText.where(new Step.StartNodes(ids(1, 2), ""))).isEqualTo("kafka-1 kafka-2");
        assertThat(PlanText.where(new Step.Prepare(""))).isEqualTo("machine");
        assertThat(PlanText.where(config(Optional.empty()))).isEqualTo("cluster");
    }

    private static Step config(Optional<Integer> broker) {
        return new Step.SetBrokerConfig(broker, new TreeMap<>(), new TreeSet<>(), "");
    }

    private static TreeSet<Integer> ids(Integer... ids) {
        return new TreeSet<>(List.of(ids));
    }
}
