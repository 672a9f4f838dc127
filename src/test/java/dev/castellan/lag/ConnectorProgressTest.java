package dev.castellan.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How far a sink is behind, by the group that it reads with.
final class ConnectorProgressTest {
    private static final TimeLag TIME =
            new TimeLag.About(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(4));

    @Test
    void a_sink_is_behind_by_what_its_group_has_not_read() {
        LagSnapshot snapshot = snapshot(group("connect-orders", lag(0, Optional.of(7L)), lag(1, Optional.empty())));
        assertThat(ConnectorProgress.ofSink("orders", Map.of(), snapshot))
                .isEqualTo(new ConnectorProgress.Behind(7, 1, TIME));
    }

    @Test
    void its_config_may_give_it_another_group() {
        LagSnapshot snapshot =
                snapshot(group("connect-orders", lag(0, Optional.of(7L))), group("warehouse", lag(0, Optional.of(1L))));
        assertThat(ConnectorProgress.ofSink("orders", Map.of("consumer.override.group.id", "warehouse"), snapshot))
                .isEqualTo(new ConnectorProgress.Behind(1, 0, TIME));
    }

    @Test
    void one_that_never_committed_or_whose_topics_do_not_answer_is_not_said_to_have_read_all() {
        assertThat(ConnectorProgress.ofSink("orders", Map.of(), snapshot())).isEqualTo(new ConnectorProgress.Untold());
        assertThat(ConnectorProgress.ofSink("orders", Map.of(), snapshot(group("connect-orders"))))
                .isEqualTo(new ConnectorProgress.Untold());
        assertThat(ConnectorProgress.ofSink(
                        "orders", Map.of(), snapshot(group("connect-orders", lag(0, Optional.empty())))))
                .isEqualTo(new ConnectorProgress.Untold());
    }

    private static LagSnapshot snapshot(GroupLag... groups) {
        return new LagSnapshot(Instant.EPOCH, Duration.ZERO, 0, List.of(groups), List.of());
    }

    private static GroupLag group(String name, PartitionLag... lags) {
        return new GroupLag(name, "consumer", "Stable", 1, Instant.EPOCH, List.of(lags), Optional.empty());
    }

    private static PartitionLag lag(int partition, Optional<Long> lag) {
        return new PartitionLag(
                new Place("orders", partition),
                Optional.of(0L),
                lag,
                lag,
                0,
                0,
                lag.isPresent() ? TIME : new TimeLag.Unknown(),
                Optional.empty(),
                Optional.empty());
    }
}
