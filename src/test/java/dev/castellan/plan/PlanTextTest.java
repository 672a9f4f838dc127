package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.plan.Step.Change;
import dev.castellan.plan.Step.CreateTopic;
import dev.castellan.plan.Step.Ending;
import dev.castellan.plan.Step.RemoveNodes;
import dev.castellan.plan.Step.RestartNodes;
import dev.castellan.plan.Step.SetBrokerConfig;
import dev.castellan.plan.Step.StopNodes;
import dev.castellan.plan.Step.WriteFiles;
import dev.castellan.target.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// How steps are worded and gathered, beside what the golden plans show.
final class PlanTextTest {
    @Test
    void one_is_singular() {
        assertThat(text(new CreateTopic("clicks", 1, 1, new TreeMap<>(), new TreeMap<>(), "")))
                .isEqualTo("""
                orders: Kafka 4.3.1, 1 step
                  + cluster  new      topic clicks, 1 partition x 1
                nothing restarts, nothing becomes unavailable""");
        assertThat(text(restart(1, "a"))).endsWith("\n1 restart");
        assertThat(text(restart(1, "a"), restart(2, "a"))).endsWith("\n2 restarts, one node after the other");
    }

    @Test
    void the_same_step_for_nodes_in_a_row_is_printed_once_in_the_order_of_the_steps() {
        assertThat(text(restart(3, "a"), restart(4, "a"), restart(1, "a")))
                .contains("  ~ kafka-3 kafka-4 kafka-1  restart  restart   (a)\n");
        assertThat(text(restart(4, "a"), restart(3, "a"), restart(2, "a"), restart(1, "a")))
                .contains("  ~ kafka-4 and 3 more  restart  restart   (a)\n");
        assertThat(text(restart(2, "a"), restart(3, "a"), restart(4, "a"), restart(1, "a")))
                .contains("  ~ kafka-2..4 kafka-1  restart  restart   (a)\n");
    }

    @Test
    void steps_that_read_differently_or_stand_apart_are_printed_apart() {
        assertThat(text(restart(1, "a"), restart(2, "b"), restart(3, "a")))
                .contains("~ kafka-1  restart")
                .contains("~ kafka-2  restart")
                .contains("~ kafka-3  restart");
        assertThat(text(write(1, "x=1", "x=2"), write(2, "x=1", "x=3")))
                .contains("~ kafka-1  file")
                .contains("~ kafka-2  file");
    }

    @Test
    void a_difference_is_shown_once_whatever_the_rest_of_the_files() {
        assertThat(text(write(1, "id=1\nx=1", "id=1\nx=2"), write(2, "id=2\nx=1", "id=2\nx=2")))
                .isEqualTo("""
                orders: Kafka 4.3.1, 2 steps
                  ~ kafka-1 kafka-2  file     server.properties   (edited)
                                              - x=1
                                              + x=2
                nothing restarts, nothing becomes unavailable""");
    }

    @Test
    void a_long_line_is_cut() {
        assertThat(text(write(1, "", "x=" + "y".repeat(500)))).contains("y...").doesNotContain("y".repeat(160));
    }

    @Test
    void every_step_says_where_and_what() {
        assertThat(text(
                        new StopNodes(new TreeSet<>(List.of(1, 2)), Ending.CONTROLLED, ""),
                        new StopNodes(new TreeSet<>(List.of(3)), Ending.PLUG, ""),
                        new RemoveNodes(new TreeSet<>(List.of(1, 2, 3, 4, 5)), Target.Fate.DELETED, ""),
                        new SetBrokerConfig(
                                Optional.of(2),
                                new TreeMap<>(Map.of("a", new Change("", "1"))),
                                new TreeSet<>(List.of("b")),
                                "by hand")))
                .isEqualTo("""
                        orders: Kafka 4.3.1, 4 steps
                          < kafka-1 kafka-2  stop     stop
                          < kafka-3          stop     kill -9
                          - kafka-1..5       delete   remove with all data
                          ~ kafka-2          dynamic  a (default) -> 1, b -> (default)   (by hand)
                        nothing restarts, nothing becomes unavailable""");
    }

    private static RestartNodes restart(int node, String why) {
        return RestartNodes.of(node, List.of(why));
    }

    private static WriteFiles write(int node, String before, String after) {
        return new WriteFiles(
                node,
                new TreeMap<>(Map.of("server.properties", before)),
                new TreeMap<>(Map.of("server.properties", after)),
                "edited");
    }

    private static String text(Step... steps) {
        return PlanText.of(new Plan("orders", "4.3.1", List.of(steps), List.of()));
    }
}
