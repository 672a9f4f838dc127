package dev.castellan.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.bench.LagPrinter;
import dev.castellan.bench.ManyGroups;
import dev.castellan.lag.Lag;
import dev.castellan.lag.LagSnapshot;
import dev.castellan.lag.LagText;
import dev.castellan.lag.Look;
import dev.castellan.spec.LagObjectives;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The largest cluster that is expected; `./dev bench` has the numbers, these bounds hold on a busy machine too.
class ManyGroupsTest {
    @Test
    void two_thousand_groups_on_forty_thousand_partitions_are_worked_out_and_told_in_seconds() {
        Look first = ManyGroups.FULL.look(0);
        Look second = ManyGroups.FULL.look(15);
        long begun = worked();
        Lag lag = LagPrinter.collected(LagPrinter.collected(Lag.nothing(), first), second);
        LagSnapshot snapshot = lag.snapshot();
        Lag kept = LagText.read(LagText.write(lag)).orElseThrow();
        Duration collected = since(begun);
        begun = worked();
        String text = Exposition.text(LagMetrics.of(
                snapshot, new LagMetrics.Told("full", LagObjectives.NONE), snapshot.at(), LagMetrics.SERIES));
        Duration rendered = since(begun);

        System.out.println("collected twice in " + collected + ", rendered in " + rendered);
        assertThat(snapshot.groups()).hasSize(2000);
        assertThat(LagText.write(kept)).isEqualTo(LagText.write(lag));
        assertThat(text.lines()
                        .filter(line -> line.startsWith("kafka_consumergroup_group_lag{"))
                        .count())
                .isEqualTo(40_000);
        assertThat(text.contains("kafka_consumergroup_dropped_series{cluster_name=\"full\"} 0.0"))
                .isTrue();
        assertThat(collected).isLessThan(Duration.ofSeconds(15));
        assertThat(rendered).isLessThan(Duration.ofSeconds(3));
    }

    /// Of this thread alone: others on this machine do not count.
    private static long worked() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(worked() - begun);
    }
}
