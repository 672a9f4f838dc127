package dev.castellan.cli.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.lag.GroupLag;
import dev.castellan.lag.LagSnapshot;
import dev.castellan.lag.PartitionLag;
import dev.castellan.lag.Place;
import dev.castellan.lag.TimeLag;
import dev.castellan.testkit.Golden;
import dev.castellan.testkit.Lags;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LagReportsTest {
    @Test
    void groups_are_shown_with_what_is_wrong_below() {
        Golden.folder("lags-of-groups-with-what-is-wrong-below")
                .holds(LagReports.of(Lags.snapshot(), LagReports.Detail.GROUPS, Lags.NOW));
    }

    @Test
    void partitions_are_shown_with_what_is_special_about_them() {
        Golden.folder("lags-of-partitions-with-what-is-special")
                .holds(LagReports.of(Lags.snapshot(), LagReports.Detail.PARTITIONS, Lags.NOW));
    }

    @Test
    void a_cluster_without_groups_says_so() {
        LagSnapshot none = new LagSnapshot(Lags.NOW, Duration.ZERO, 4, List.of(), List.of());

        assertThat(LagReports.of(none, LagReports.Detail.GROUPS, Lags.NOW).text())
                .isEqualTo("no groups that commit offsets\n\nread 0.0 s ago with 4 requests in 0.0 s");
    }

    @Test
    void a_group_that_stands_beyond_the_end_says_so() {
        PartitionLag beyond = new PartitionLag(
                new Place("clicks", 0),
                Optional.of(900L),
                Optional.of(20L),
                Optional.of(0L),
                0,
                0,
                new TimeLag.CaughtUp(),
                Optional.empty(),
                Optional.empty());
        GroupLag group = new GroupLag("g", "consumer", "Empty", 0, Lags.NOW, List.of(beyond), Optional.empty());
        LagSnapshot snapshot = new LagSnapshot(Lags.NOW, Duration.ZERO, 4, List.of(group), List.of());

        assertThat(LagReports.of(snapshot, LagReports.Detail.PARTITIONS, Lags.NOW)
                        .text())
                .contains("880 beyond the end");
    }

    @Test
    void times_are_as_exact_as_anybody_wants_to_read_them() {
        assertThat(List.of(420, 12_300, 119_000, 7_100_000, 7_500_000, 400_000_000).stream()
                        .map(millis -> LagReports.span(Duration.ofMillis(millis))))
                .containsExactly("0.4 s", "12 s", "119 s", "118 min", "2 h 5 min", "4 days");
    }
}
