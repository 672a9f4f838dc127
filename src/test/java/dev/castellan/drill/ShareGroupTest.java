package dev.castellan.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.junit.jupiter.api.Test;

/// Where a share group stands, for a person.
final class ShareGroupTest {
    @Test
    void partitions_that_have_something_left_are_named() {
        assertThat(ShareGroup.standing(new TreeMap<>(Map.of(
                        0, new SharePartitionOffsetInfo(66_499, Optional.of(7), Optional.of(29_297L)),
                        1, new SharePartitionOffsetInfo(95_800, Optional.of(7), Optional.of(0L)),
                        2, new SharePartitionOffsetInfo(12, Optional.empty(), Optional.empty())))))
                .isEqualTo("the share group stands still, by what the cluster says of it: partition 0 at offset 66499,"
                        + " 29297 to go; partition 2 at offset 12");
    }

    @Test
    void a_cluster_that_says_otherwise_is_quoted() {
        assertThat(ShareGroup.standing(
                        new TreeMap<>(Map.of(0, new SharePartitionOffsetInfo(9, Optional.of(1), Optional.of(0L))))))
                .contains("has got everything by what the cluster says");
    }
}
