package dev.castellan.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.lag.GroupLag;
import dev.castellan.lag.LagSnapshot;
import dev.castellan.spec.LagObjectives;
import dev.castellan.testkit.Golden;
import dev.castellan.testkit.Lags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LagMetricsTest {
    private static final LagMetrics.Told TOLD =
            new LagMetrics.Told("orders", new LagObjectives(new TreeMap<>(Map.of("billing", Duration.ofSeconds(30)))));

    private static String text(LagSnapshot snapshot, int series) {
        return Exposition.text(LagMetrics.of(snapshot, TOLD, Lags.NOW, series));
    }

    @Test
    void a_snapshot_is_told_in_the_words_of_prometheus() {
        Golden.folder("lags-in-the-words-of-prometheus").holds(Map.of("metrics.txt", text(Lags.snapshot(), 1000)));
    }

    @Test
    void nothing_is_negative_and_nothing_is_no_number() {
        assertThat(text(Lags.snapshot(), 1000))
                .doesNotContain("NaN", "Inf", " -")
                .contains("group=\"odd \\\"group\\\" \\\\ of\\nmany\"");
    }

    @Test
    void of_a_group_that_could_not_be_read_for_long_only_the_age_is_told() {
        LagSnapshot fresh = Lags.snapshot();
        List<GroupLag> groups = fresh.groups().stream()
                .map(group -> group.name().equals("reports") ? aged(group, Duration.ofMinutes(6)) : group)
                .toList();
        String text = text(new LagSnapshot(fresh.at(), fresh.took(), fresh.requests(), groups, fresh.troubles()), 1000);

        assertThat(text.lines().filter(line -> line.contains("group=\"reports\"")))
                .containsExactly(
                        "kafka_consumergroup_group_collect_age_seconds{cluster_name=\"orders\",group=\"reports\"} 360.0",
                        "kafka_consumergroup_group_lag_seconds_objective{cluster_name=\"orders\",group=\"reports\"} 300.0");
        assertThat(text).contains("kafka_consumergroup_group_sum_lag{cluster_name=\"orders\",group=\"billing\"}");
    }

    private static GroupLag aged(GroupLag group, Duration age) {
        return new GroupLag(
                group.name(),
                group.kind(),
                group.state(),
                group.members(),
                Lags.NOW.minus(age),
                group.partitions(),
                group.trouble());
    }

    @Test
    void of_a_group_that_never_could_be_read_nothing_is_said_to_be_known() {
        GroupLag never = new GroupLag(
                "mute", "consumer", "unknown", 0, Lags.NOW.minusSeconds(40), List.of(), Optional.of("no answer"));
        String text = text(new LagSnapshot(Lags.NOW, Duration.ZERO, 7, List.of(never), List.of()), 1000);

        assertThat(text)
                .contains(
                        "kafka_consumergroup_group_collect_age_seconds{cluster_name=\"orders\",group=\"mute\"} 40.0",
                        "kafka_consumergroup_collect_troubles{cluster_name=\"orders\"} 1.0")
                .doesNotContain("group_unknown_partitions");
    }

    @Test
    void beyond_the_cap_the_partitions_with_the_least_lag_are_left_out_and_counted() {
        String all = text(Lags.snapshot(), 1000);
        long series = all.lines().filter(line -> !line.startsWith("#")).count();
        String fewer = text(Lags.snapshot(), (int) series - 3);

        assertThat(fewer.lines().filter(line -> !line.startsWith("#"))).hasSizeLessThanOrEqualTo((int) series - 3);
        assertThat(fewer)
                .contains("kafka_consumergroup_dropped_series{cluster_name=\"orders\"} 4.0")
                .contains("kafka_consumergroup_group_sum_lag{cluster_name=\"orders\",group=\"billing\"}")
                .contains(
                        "kafka_consumergroup_group_lag{cluster_name=\"orders\",group=\"billing\",partition=\"1\",topic=\"clicks\"} 340.0");
    }
}
