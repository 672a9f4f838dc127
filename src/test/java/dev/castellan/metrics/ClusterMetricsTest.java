package dev.castellan.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.testkit.Golden;
import dev.castellan.testkit.Looks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterMetricsTest {
    private static String text(ClusterLook look) {
        return Exposition.text(ClusterMetrics.of(look, "orders"));
    }

    private static List<String> values(ClusterLook look) {
        return text(look).lines().filter(line -> !line.startsWith("#")).toList();
    }

    @Test
    void a_cluster_in_trouble_is_told_in_the_words_of_prometheus() {
        Golden.folder("a-cluster-in-trouble-in-the-words-of-prometheus")
                .holds(Map.of("metrics.txt", text(Looks.troubled())));
    }

    @Test
    void of_a_cluster_that_does_not_answer_nothing_is_told_but_that() {
        assertThat(values(Looks.silent())).containsExactly("castellan_cluster_answers{cluster_name=\"orders\"} 0.0");
    }

    @Test
    void of_brokers_that_no_controller_leads_that_is_told() {
        assertThat(values(Looks.leaderless()))
                .containsExactly(
                        "castellan_cluster_answers{cluster_name=\"orders\"} 1.0",
                        "castellan_quorum_has_leader{cluster_name=\"orders\"} 0.0");
    }

    @Test
    void of_brokers_that_run_and_do_not_answer_nobody_says_that_they_are_down() {
        assertThat(values(Looks.mute()))
                .contains(
                        "castellan_broker_serving{cluster_name=\"orders\",node=\"kafka-3\"} 0.0",
                        "castellan_node_running{cluster_name=\"orders\",node=\"kafka-1\"} 1.0",
                        "castellan_change_in_progress{cluster_name=\"orders\"} 1.0")
                .noneMatch(line -> line.startsWith("castellan_broker_serving") && line.contains("kafka-1"))
                .noneMatch(line -> line.startsWith("castellan_partitions"));
    }

    @Test
    void nothing_is_negative_and_nothing_is_no_number() {
        assertThat(text(Looks.troubled())).doesNotContain("NaN", "Inf", " -");
    }
}
