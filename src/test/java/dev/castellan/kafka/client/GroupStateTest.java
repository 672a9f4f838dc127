package dev.castellan.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.client.GroupState.Assigned;
import dev.castellan.kafka.client.GroupState.Lag;
import dev.castellan.kafka.client.GroupState.Member;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class GroupStateTest {
    private static final TopicPartition FIRST = new TopicPartition("a", 0);
    private static final TopicPartition SECOND = new TopicPartition("b", 1);

    @Test
    void lag_is_never_negative() {
        List<Lag> lags = GroupState.join(Map.of(FIRST, 12L), Map.of(FIRST, 10L), List.of());
        assertThat(lags.getFirst().lag()).contains(0L);
    }

    @Test
    void a_partition_that_cannot_be_asked_has_no_lag_rather_than_none() {
        List<Lag> lags = GroupState.join(Map.of(FIRST, 12L), Map.of(), List.of());
        assertThat(lags.getFirst().end()).isEmpty();
        assertThat(lags.getFirst().lag()).isEmpty();
    }

    @Test
    void an_assigned_partition_without_a_commit_is_shown_with_its_reader() {
        Assigned assigned = new Assigned(new Member("m", "app", "10.0.0.1", 1), Set.of(SECOND));
        List<Lag> lags = GroupState.join(Map.of(FIRST, 1L), Map.of(FIRST, 5L, SECOND, 7L), List.of(assigned));
        assertThat(lags).extracting(Lag::topic).containsExactly("a", "b");
        assertThat(lags.getLast().committed()).isEmpty();
        assertThat(lags.getLast().client()).contains("app");
    }
}
