package dev.castellan.cli.groups;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.kafka.client.GroupState;
import dev.castellan.kafka.client.Groups;
import dev.castellan.kafka.client.OffsetReset.Move;
import dev.castellan.problem.WorldRefused;
import dev.castellan.testkit.Golden;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GroupReportsTest {
    private static final GroupState BILLING = new GroupState(
            "billing",
            "consumer",
            "Stable",
            "uniform",
            2,
            List.of(
                    new GroupState.Member("m-1", "billing-a", "10.0.0.1", 2),
                    new GroupState.Member("m-2", "billing-b", "10.0.0.2", 0)),
            List.of(
                    new GroupState.Lag(
                            "clicks",
                            0,
                            Optional.of(90L),
                            Optional.of(100L),
                            Optional.of(10L),
                            Optional.of("billing-a"),
                            Optional.of("10.0.0.1")),
                    new GroupState.Lag(
                            "clicks",
                            1,
                            Optional.empty(),
                            Optional.of(7L),
                            Optional.empty(),
                            Optional.of("billing-a"),
                            Optional.of("10.0.0.1"))));

    @Test
    void the_list_shows_type_state_and_members() {
        Golden.folder("the-group-list-shows-type-state-and-members")
                .holds(GroupReports.list(List.of(
                        new Groups.Summary("billing", "consumer", "Stable", "consumer", Optional.of(2)),
                        new Groups.Summary("workers", "share", "Empty", "share", Optional.of(0)),
                        new Groups.Summary("connect", "classic", "Stable", "connect", Optional.empty()))));
    }

    @Test
    void a_description_shows_lag_per_partition_and_idle_members() {
        Golden.folder("a-group-description-shows-lag-per-partition-and-idle-members")
                .holds(GroupReports.describe(List.of(BILLING)));
    }

    @Test
    void a_reset_preview_says_that_nothing_was_changed() {
        Golden.folder("a-group-reset-preview-says-that-nothing-was-changed")
                .holds(GroupReports.reset(
                        "billing",
                        List.of(
                                new Move("clicks", 0, Optional.of(90L), Optional.of(0L), ""),
                                new Move(
                                        "clicks",
                                        1,
                                        Optional.empty(),
                                        Optional.empty(),
                                        "nothing committed here to shift from")),
                        GroupReports.Stage.PREVIEW));
    }

    @Test
    void a_group_with_members_is_left_alone_and_they_are_named() {
        assertThatThrownBy(() -> Idle.require(BILLING, "reset"))
                .isInstanceOf(WorldRefused.class)
                .hasMessage(
                        "billing  a group with members cannot be reset: billing-a at 10.0.0.1, billing-b at 10.0.0.2;"
                                + " stop them first");
    }
}
