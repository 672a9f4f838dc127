package dev.castellan.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.testkit.Specs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What of a cluster is looked at more closely, because a spec would destroy or disturb it.
final class DoubtTest {
    private static final long DAY = 86_400_000;

    private final TreeMap<String, Live.Topic> topics = new TreeMap<>();
    private final TreeMap<String, String> clusterConfig = new TreeMap<>();

    private void topic(String name, Map<String, String> config, Live.Retention retention) {
        Live.Partition partition =
                new Live.Partition(name, 0, OptionalInt.of(1), List.of(1), List.of(1), List.of(), List.of());
        topics.put(name, new Live.Topic(name, false, List.of(partition), config, retention, 1));
    }

    private List<Doubt> doubts(String yaml) {
        Live.Awake live = new Live.Awake(
                Set.of(1), Optional.empty(), topics, clusterConfig, Map.of(), Live.Access.NONE, Map.of());
        return Doubt.of(Specs.aCluster(yaml), live);
    }

    @Test
    void a_topic_that_is_kept_shorter_is_doubtful_and_one_kept_longer_is_not() {
        topic("t", Map.of(), new Live.Retention(7 * DAY, -1, Set.of("delete")));
        assertThat(doubts("topics: {t: {config: {retention.ms: 86400000}}}"))
                .containsExactly(new Doubt.Older("t", DAY));
        assertThat(doubts("topics: {t: {config: {retention.ms: -1}}}")).isEmpty();
        assertThat(doubts("topics: {t: {config: {retention.bytes: 1000}}}"))
                .containsExactly(new Doubt.Beyond("t", 1000));
    }

    @Test
    void a_topic_that_is_to_be_compacted_alone_deletes_nothing_by_age() {
        topic("t", Map.of(), new Live.Retention(7 * DAY, -1, Set.of("delete")));
        assertThat(doubts("topics: {t: {config: {cleanup.policy: compact, retention.ms: 1}}}"))
                .isEmpty();
    }

    @Test
    void a_compacted_topic_that_is_to_delete_as_well_is_doubtful_with_the_retention_it_has() {
        topic("t", Map.of("cleanup.policy", "compact"), new Live.Retention(7 * DAY, -1, Set.of("compact")));
        assertThat(doubts("topics: {t: {config: {cleanup.policy: 'compact,delete'}}}"))
                .containsExactly(new Doubt.Older("t", 7 * DAY));
    }

    @Test
    void brokers_that_keep_less_are_doubtful_for_topics_without_a_value_of_their_own() {
        topic("bare", Map.of(), new Live.Retention(7 * DAY, -1, Set.of("delete")));
        topic("own", Map.of("retention.ms", "604800000"), new Live.Retention(7 * DAY, -1, Set.of("delete")));
        assertThat(doubts("config: {log.retention.hours: 24}")).containsExactly(new Doubt.Older("bare", DAY));
        assertThat(doubts("config: {log.retention.hours: 168}")).isEmpty();
    }

    @Test
    void a_value_set_by_hand_that_wins_over_the_spec_anyway_raises_no_doubt() {
        clusterConfig.put("log.retention.ms", String.valueOf(30 * DAY));
        topic("t", Map.of(), new Live.Retention(30 * DAY, -1, Set.of("delete")));
        assertThat(doubts("config: {log.retention.hours: 24}")).isEmpty();
    }

    @Test
    void topics_to_be_pruned_are_looked_into_and_those_of_kafka_never() {
        topic("t", Map.of(), Live.Retention.FOR_EVER);
        topic("__castellan-drill", Map.of(), Live.Retention.FOR_EVER);
        topics.put(
                "__consumer_offsets",
                new Live.Topic("__consumer_offsets", true, List.of(), Map.of(), Live.Retention.FOR_EVER, 1));
        assertThat(doubts("prune: true")).containsExactly(new Doubt.Contents("t"));
        assertThat(doubts("prune: [users]")).isEmpty();
    }

    @Test
    void a_topic_that_gets_more_partitions_is_looked_at_for_keys() {
        topic("t", Map.of(), Live.Retention.FOR_EVER);
        assertThat(doubts("topics: {t: {partitions: 2}}")).containsExactly(new Doubt.Keys("t"));
        assertThat(doubts("topics: {t: {partitions: 1}}")).isEmpty();
    }
}
