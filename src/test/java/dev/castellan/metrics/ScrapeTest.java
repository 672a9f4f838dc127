package dev.castellan.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.lag.LagSnapshot;
import dev.castellan.spec.LagObjectives;
import dev.castellan.testkit.Lags;
import dev.castellan.testkit.Looks;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ScrapeTest {
    private static final Instant THEN = Lags.NOW;
    private static final Collected<ClusterLook> LOOK =
            Collected.<ClusterLook>nothing(THEN).came(Looks.troubled(), THEN, Duration.ofMillis(1500));
    private static final Collected<LagSnapshot> LAG =
            Collected.<LagSnapshot>nothing(THEN).came(Lags.snapshot(), THEN, Duration.ofMillis(300));

    private static final Collected<Scrape.Wanted> PLAN =
            Collected.seen(new Scrape.Wanted(2, LagObjectives.NONE), THEN, Duration.ofMillis(900));

    private static String at(Duration later) {
        return new Scrape("orders", LagObjectives.NONE, 1000)
                .text(
                        new Scrape.Known(LOOK, LAG.hangs("it takes long"), Optional.of(PLAN), new TreeMap<>()),
                        THEN.plus(later));
    }

    @Test
    void both_are_told_with_their_age() {
        assertThat(at(Duration.ofSeconds(7)))
                .contains(
                        "castellan_collect_age_seconds{cluster_name=\"orders\",source=\"cluster\"} 7.0",
                        "castellan_collect_duration_seconds{cluster_name=\"orders\",source=\"cluster\"} 1.5",
                        "castellan_collect_hangs{cluster_name=\"orders\",source=\"cluster\"} 0.0",
                        "castellan_collect_hangs{cluster_name=\"orders\",source=\"lag\"} 1.0",
                        "castellan_plan_steps{cluster_name=\"orders\"} 2.0",
                        "castellan_quorum_has_leader{cluster_name=\"orders\"} 1.0",
                        "kafka_consumergroup_group_sum_lag{cluster_name=\"orders\",group=\"billing\"} 4340.0",
                        "kafka_consumergroup_collect_age_seconds{cluster_name=\"orders\"} 9.0");
    }

    @Test
    void objectives_are_those_that_the_spec_had_when_it_was_read_last() {
        LagObjectives changed = new LagObjectives(new TreeMap<>(Map.of("billing", Duration.ofSeconds(30))));
        Collected<Scrape.Wanted> plan = Collected.seen(new Scrape.Wanted(2, changed), THEN, Duration.ofMillis(900))
                .refused("the spec cannot be read");
        String objective =
                "kafka_consumergroup_group_lag_seconds_objective{cluster_name=\"orders\",group=\"billing\"} ";

        assertThat(at(Duration.ZERO)).contains(objective + "300.0");
        assertThat(new Scrape("orders", LagObjectives.NONE, 1000)
                        .text(new Scrape.Known(LOOK, LAG, Optional.of(plan), new TreeMap<>()), THEN))
                .contains(objective + "30.0");
    }

    @Test
    void each_metric_is_told_once() {
        assertThat(at(Duration.ZERO).lines().filter(line -> line.startsWith("# TYPE")))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_is_too_old_is_not_told_any_more_but_its_age_is() {
        assertThat(at(Duration.ofMinutes(6)).lines().filter(line -> !line.startsWith("#")))
                .hasSize(13)
                .allMatch(line -> line.startsWith("castellan_collect_") || line.startsWith("castellan_plan_steps{"))
                .contains("castellan_collect_age_seconds{cluster_name=\"orders\",source=\"lag\"} 360.0");
    }

    @Test
    void before_the_first_collection_there_is_only_an_age() {
        String text = new Scrape("orders", LagObjectives.NONE, 1000)
                .text(
                        new Scrape.Known(
                                Collected.nothing(THEN), Collected.nothing(THEN), Optional.empty(), new TreeMap<>()),
                        THEN.minusSeconds(1));

        assertThat(text.lines().filter(line -> !line.startsWith("#")))
                .contains("castellan_collect_age_seconds{cluster_name=\"orders\",source=\"lag\"} 0.0")
                .allMatch(line -> line.startsWith("castellan_collect_"));
    }
}
