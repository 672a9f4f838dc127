package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.target.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/// The way back from a release that did not come up.
final class ReversalTest {
    private static final String OLD = NodeFacts.VERSION_FLAG + "4.0.2\n";
    private static final String NEW = NodeFacts.VERSION_FLAG + "4.3.1\n";

    @Test
    void the_node_that_does_not_come_back_goes_first_and_the_others_after_it_one_by_one() {
        List<Step> begun = List.of(write(2), restart(2), soak(2), write(3), restart(3), write(1), restart(1));
        assertThat(Reversal.of(begun))
                .extracting(PlanText::where, PlanText::brief)
                .containsExactly(
                        tuple("kafka-1", "jvm.options"),
                        tuple("kafka-1", "stop"),
                        tuple("kafka-1", "start"),
                        tuple("kafka-3", "jvm.options"),
                        tuple("kafka-3", "restart"),
                        tuple("kafka-2", "jvm.options"),
                        tuple("kafka-2", "restart"));
    }

    @Test
    void files_are_as_they_were_again() {
        Step.WriteFiles back =
                (Step.WriteFiles) Reversal.of(List.of(write(2), restart(2))).getFirst();
        assertThat(back.before()).isEqualTo(Map.of("jvm.options", NEW));
        assertThat(back.after()).isEqualTo(Map.of("jvm.options", OLD));
    }

    @Test
    void one_that_does_badly_while_it_is_watched_goes_back() {
        assertThat(Reversal.of(List.of(write(2), restart(2), soak(2))))
                .extracting(PlanText::brief)
                .containsExactly("jvm.options", "stop", "start");
    }

    @Test
    void what_fails_behind_the_change_takes_no_release_back() {
        Step topic = new Step.DeleteTopic("clicks", 1, "");
        assertThat(Reversal.of(List.of(write(2), restart(2), topic))).isEmpty();
        assertThat(Reversal.of(List.of(topic))).isEmpty();
        assertThat(Reversal.of(List.of())).isEmpty();
    }

    @Test
    void a_node_that_never_took_its_files_up_is_not_restarted_for_them() {
        assertThat(Reversal.of(List.of(write(2), restart(2), write(3))))
                .extracting(PlanText::where, PlanText::brief)
                .containsExactly(
                        tuple("kafka-3", "jvm.options"), tuple("kafka-2", "jvm.options"), tuple("kafka-2", "restart"));
    }

    @Test
    void files_that_are_of_no_other_release_stay() {
        Step.WriteFiles heap = new Step.WriteFiles(
                2, new TreeMap<>(Map.of("jvm.options", OLD)), new TreeMap<>(Map.of("jvm.options", OLD + "-Xmx2g")), "");
        assertThat(Reversal.of(List.of(heap, restart(2)))).isEmpty();
    }

    private static Tuple tuple(String where, String what) {
        return Tuple.tuple(where, what);
    }

    private static Step write(int node) {
        return new Step.WriteFiles(
                node, new TreeMap<>(Map.of("jvm.options", OLD)), new TreeMap<>(Map.of("jvm.options", NEW)), "");
    }

    private static Step restart(int node) {
        return Step.RestartNodes.of(node, List.of("Kafka 4.0.2 -> 4.3.1"));
    }

    private static Step soak(int node) {
        return new Step.Soak(new TreeSet<>(new ArrayList<>(List.of(node))), 5, "");
    }
}
