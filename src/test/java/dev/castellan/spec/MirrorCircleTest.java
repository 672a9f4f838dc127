package dev.castellan.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.spec.MirrorConnectors.Part;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Two mirrors that would copy the same records to and fro.
final class MirrorCircleTest {
    private static final Set<String> OWN = Set.of("127.0.0.1:9092", "127.0.0.1:9094");
    private static final List<String> PATTERNS = List.of("orders", "clicks", "clicks.*", ".*", "other");

    @Test
    void the_same_topics_both_ways_with_the_same_names_are_a_circle() {
        assertThat(circle("identity", "[orders]", theirs("identity", "orders,clicks", "127.0.0.1:9094")))
                .contains("orders");
        assertThat(circle("identity", "[\"cl.*\"]", theirs("identity", "cl.*", "127.0.0.1:9092")))
                .contains("cl.*");
        assertThat(circle("identity", "[\"cl.*\"]", theirs("identity", "clicks", "127.0.0.1:9092")))
                .contains("clicks");
        assertThat(circle("identity", "[\"cl.*\"]", theirs("identity", ".*s", "127.0.0.1:9092"), "clicks"))
                .contains("clicks");
    }

    @Test
    void other_names_other_topics_and_other_clusters_are_none() {
        assertThat(circle("default", "[orders]", theirs("identity", "orders", "127.0.0.1:9092")))
                .isEmpty();
        assertThat(circle("identity", "[orders]", theirs("prefixed", "orders", "127.0.0.1:9092")))
                .isEmpty();
        assertThat(circle("identity", "[orders]", theirs("identity", "clicks", "127.0.0.1:9092")))
                .isEmpty();
        assertThat(circle("identity", "[orders]", theirs("identity", "orders", "10.0.0.1:9092")))
                .isEmpty();
        SortedMap<String, String> excluded = theirs("identity", ".*", "127.0.0.1:9092");
        excluded.put("topics.exclude", "orders");
        assertThat(circle("identity", "[orders]", excluded)).isEmpty();
        SortedMap<String, String> checkpoints = theirs("identity", "orders", "127.0.0.1:9092");
        checkpoints.put(ConnectorSpec.CLASS, Part.CHECKPOINT.type());
        assertThat(circle("identity", "[orders]", checkpoints)).isEmpty();
    }

    @Test
    void whichever_is_looked_at_from_the_other_side_the_answer_is_the_same() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            String one = PATTERNS.get(random.nextInt(PATTERNS.size()));
            String other = PATTERNS.get(random.nextInt(PATTERNS.size()));
            assertThat(circle("identity", "[\"" + one + "\"]", theirs("identity", other, "127.0.0.1:9092"))
                            .isPresent())
                    .as("%s and %s", one, other)
                    .isEqualTo(circle("identity", "[\"" + other + "\"]", theirs("identity", one, "127.0.0.1:9092"))
                            .isPresent());
        }
    }

    private static Optional<String> circle(
            String naming, String topics, SortedMap<String, String> theirs, String... known) {
        MirrorSpec mirror = SpecReader.read("cluster.yaml", """
                name: west
                connect: {workers: 1}
                mirrors:
                  east: {bootstrap: "10.0.0.9:9092", topics: %s, naming: %s}
                """.formatted(topics, naming))
                .spec()
                .connect()
                .mirrors()
                .getFirst();
        return MirrorCircle.topic(mirror, OWN, theirs, Set.of(known));
    }

    private static SortedMap<String, String> theirs(String naming, String topics, String source) {
        SortedMap<String, String> config = new TreeMap<>();
        config.put(ConnectorSpec.CLASS, Part.SOURCE.type());
        config.put("source.cluster.bootstrap.servers", source);
        config.put("replication.policy.class", MirrorSpec.Naming.valueOf(naming).policy());
        config.put("topics", topics);
        return config;
    }
}
