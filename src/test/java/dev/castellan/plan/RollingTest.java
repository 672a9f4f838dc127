package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.plan.Step.RestartNodes;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.testkit.Specs;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Restarts as a plan has them.
final class RollingTest {
    private static final ClusterSpec SIX = Specs.aCluster("""
            nodes:
              - {rack: a}
              - {rack: b}
              - {rack: c}
              - {rack: a, roles: broker}
              - {rack: b, roles: broker}
              - {rack: c, roles: broker}
            """);

    @Test
    void one_after_the_other_says_what_more_at_once_would_save() {
        Rolling rolling = rolling(heap());
        assertThat(rolling.steps(1))
                .extracting(step -> List.copyOf(step.nodes()))
                .containsExactly(List.of(2), List.of(3), List.of(4), List.of(5), List.of(6), List.of(1));
        assertThat(rolling.notes(1))
                .containsExactly("with --max-unavailable 2 these 6 restarts would be 3 batches instead of 6, and no "
                        + "partition would go below its min.insync.replicas");
    }

    @Test
    void racks_go_together_where_that_is_allowed() {
        Rolling rolling = rolling(heap());
        assertThat(rolling.steps(2))
                .extracting(step -> List.copyOf(step.nodes()))
                .containsExactly(List.of(2, 5), List.of(3, 6), List.of(1, 4));
        assertThat(rolling.notes(2)).isEmpty();
    }

    @Test
    void a_batch_says_what_all_have_in_common_and_what_only_some_have() {
        SortedMap<Integer, List<String>> because = new TreeMap<>();
        because.put(2, List.of("jvm.options changed", "num.io.threads 8 -> 16"));
        because.put(5, List.of("jvm.options changed"));
        assertThat(rolling(because).steps(2))
                .extracting(RestartNodes::why)
                .containsExactly("jvm.options changed; kafka-2: num.io.threads 8 -> 16");
    }

    private static Rolling rolling(SortedMap<Integer, List<String>> because) {
        Assignment cluster =
                new Assignment(6, 3).topic("a", 100, 3, 2, new Random(3)).voters(3, 1);
        return new Rolling(SIX, cluster.awake(), because);
    }

    private static SortedMap<Integer, List<String>> heap() {
        SortedMap<Integer, List<String>> because = new TreeMap<>();
        SIX.nodes().forEach(node -> because.put(node.id(), List.of("jvm.options changed")));
        return because;
    }
}
