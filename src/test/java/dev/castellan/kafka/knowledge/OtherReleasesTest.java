package dev.castellan.kafka.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.knowledge.OtherReleases.Kind;
import dev.castellan.spec.KafkaVersion;
import org.junit.jupiter.api.Test;

class OtherReleasesTest {
    private static final KafkaVersion V4_3 = new KafkaVersion(4, 3, 1);
    private final OtherReleases others = OtherReleases.shipped();

    @Test
    void a_name_that_is_gone_says_since_when_and_what_took_its_place() {
        assertThat(others.explain(Kind.broker, "delegation.token.master.key", V4_3))
                .contains(ConfigFinding.error(
                        "delegation.token.master.key",
                        "delegation.token.master.key is gone from Kafka 4.3.1: 3.9 was the last to have it",
                        "use delegation.token.secret.key instead"));
    }

    @Test
    void a_name_without_successor_says_why() {
        assertThat(others.explain(Kind.broker, "zookeeper.connect", V4_3)
                        .orElseThrow()
                        .hint())
                .isEqualTo("remove it; KRaft needs no ZooKeeper");
    }

    @Test
    void a_name_of_a_later_release_says_which() {
        assertThat(others.explain(Kind.broker, "cordoned.log.dirs", new KafkaVersion(4, 0, 0))
                        .orElseThrow()
                        .what())
                .isEqualTo("cordoned.log.dirs is not yet in Kafka 4.0.0: 4.3 is the first to have it");
    }

    @Test
    void a_name_that_no_release_has_is_not_explained() {
        assertThat(others.explain(Kind.broker, "no.such.name", V4_3)).isEmpty();
        assertThat(others.explain(Kind.topic, "zookeeper.connect", V4_3)).isEmpty();
    }
}
