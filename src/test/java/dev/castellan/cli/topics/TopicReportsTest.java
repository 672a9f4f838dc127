package dev.castellan.cli.topics;

import dev.castellan.kafka.client.Configs;
import dev.castellan.kafka.client.Setting;
import dev.castellan.kafka.client.TopicState;
import dev.castellan.kafka.client.TopicState.Partition;
import dev.castellan.testkit.Golden;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TopicReportsTest {
    private static final Partition WHOLE =
            new Partition(0, Optional.of(1), List.of(1, 2, 3), List.of(1, 2, 3), List.of());
    private static final Partition BEHIND =
            new Partition(1, Optional.of(2), List.of(2, 3, 1), List.of(2, 1), List.of(3));
    private static final Partition DOWN = new Partition(0, Optional.empty(), List.of(3), List.of(), List.of());
    private static final TopicState CLICKS = new TopicState(
            "clicks",
            "gd2xrYtZSMyebJWp8r9XqA",
            false,
            List.of(WHOLE, BEHIND),
            List.of(new Setting("retention.ms", Optional.of("86400000"), "dynamic topic", false, false)));
    private static final TopicState LOST =
            new TopicState("lost", "gd2xrYtZSMyebJWp8r9XqQ", false, List.of(DOWN), List.of());

    @Test
    void the_list_shows_size_and_health() {
        Golden.folder("the-topic-list-shows-size-and-health").holds(TopicReports.list(List.of(CLICKS, LOST)));
    }

    @Test
    void a_description_shows_partitions_and_changed_properties() {
        Golden.folder("a-topic-description-shows-partitions-and-changed-properties")
                .holds(TopicReports.describe(List.of(CLICKS, LOST)));
    }

    @Test
    void troubled_partitions_are_shown_with_the_replicas_they_miss() {
        Golden.folder("troubled-partitions-are-shown-with-the-replicas-they-miss")
                .holds(TopicReports.partitions(List.of(CLICKS, LOST), Partition::underReplicated));
    }

    @Test
    void a_creation_says_what_the_topic_became() {
        Golden.folder("a-topic-creation-says-what-the-topic-became")
                .holds(TopicReports.created(LOST, TopicReports.Outcome.CREATED));
    }

    @Test
    void an_alteration_shows_before_and_after() {
        Golden.folder("a-topic-alteration-shows-before-and-after")
                .holds(TopicReports.altered(
                        "clicks",
                        2,
                        6,
                        List.of(new Configs.Change("retention.ms", Optional.of("604800000"), Optional.of("1000")))));
    }
}
