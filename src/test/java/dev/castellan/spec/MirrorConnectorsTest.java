package dev.castellan.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.problem.Problem;
import dev.castellan.spec.MirrorConnectors.Part;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/// What a mirror of the spec becomes.
final class MirrorConnectorsTest {
    private static final String HERE = "127.0.0.1:9092";
    private static final String WEST =
            "name: west\nnodes: 3\nconnect: {workers: 2}\nmirrors:\n  east:\n    bootstrap: 10.0.0.1:9092\n"
                    + "    topics: [orders, \"clicks.*\"]\n";

    @Test
    void a_mirror_becomes_three_connectors_between_the_two_clusters() {
        List<ConnectorSpec> connectors = connectors(WEST);
        assertThat(connectors)
                .extracting(ConnectorSpec::name)
                .containsExactly("mirror-east-source", "mirror-east-checkpoint", "mirror-east-heartbeat");
        assertThat(connectors)
                .allSatisfy(connector -> assertThat(connector.config())
                        .containsEntry("source.cluster.alias", "east")
                        .containsEntry("source.cluster.bootstrap.servers", "10.0.0.1:9092")
                        .containsEntry("target.cluster.alias", "west")
                        .containsEntry("target.cluster.bootstrap.servers", HERE)
                        .containsEntry("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter"));
        assertThat(config(WEST, Part.SOURCE))
                .containsEntry("topics", "orders,clicks.*")
                .containsEntry("replication.factor", "3")
                .containsEntry("tasks.max", "2")
                .containsEntry("offset-syncs.topic.location", "target")
                .containsEntry("sync.topic.acls.enabled", "false")
                .containsEntry("replication.policy.class", "org.apache.kafka.connect.mirror.DefaultReplicationPolicy")
                .doesNotContainKey("exactly.once.support");
        assertThat(config(WEST, Part.CHECKPOINT))
                .containsEntry("groups", ".*")
                .containsEntry("sync.group.offsets.enabled", "true");
    }

    @Test
    void copies_are_no_more_than_there_are_brokers() {
        String one = WEST.replace("nodes: 3", "nodes: 1");
        assertThat(config(one, Part.SOURCE)).containsEntry("offset-syncs.topic.replication.factor", "1");
        assertThat(config(one, Part.CHECKPOINT)).containsEntry("checkpoints.topic.replication.factor", "1");
        assertThat(config(one, Part.HEARTBEAT)).containsEntry("heartbeats.topic.replication.factor", "1");
    }

    @Test
    void what_the_user_writes_wins_and_the_state_is_that_of_all_three() {
        String stopped = WEST + "    naming: identity\n    state: stopped\n    config: {replication.factor: 2}\n";
        assertThat(connectors(stopped)).extracting(ConnectorSpec::state).containsOnly(ConnectorSpec.State.stopped);
        assertThat(config(stopped, Part.SOURCE))
                .containsEntry("replication.factor", "2")
                .containsEntry("replication.policy.class", "org.apache.kafka.connect.mirror.IdentityReplicationPolicy");
    }

    @Test
    void workers_that_can_write_exactly_once_are_held_to_it() {
        String once = WEST.replace("{workers: 2}", "{workers: 2, config: {exactly.once.source.support: enabled}}");
        assertThat(config(once, Part.SOURCE)).containsEntry("exactly.once.support", "required");
        assertThat(config(once, Part.CHECKPOINT)).doesNotContainKey("exactly.once.support");
    }

    @Test
    void topics_that_a_mirror_makes_are_nobodys_to_delete() {
        ClusterSpec prefixed = read(WEST).spec();
        assertThat(List.of(
                        "east.orders",
                        "heartbeats",
                        "east.checkpoints.internal",
                        "mm2-offset-syncs.east.internal",
                        "east.heartbeats"))
                .allMatch(topic -> MirrorConnectors.make(prefixed, topic));
        assertThat(List.of("orders", "north.orders", "connect-configs"))
                .noneMatch(topic -> MirrorConnectors.make(prefixed, topic));
        ClusterSpec identity = read(WEST + "    naming: identity\n").spec();
        assertThat(List.of("orders", "clicks-2")).allMatch(topic -> MirrorConnectors.make(identity, topic));
        assertThat(MirrorConnectors.make(identity, "payments")).isFalse();
    }

    @Test
    void whatever_is_copied_has_a_name_that_the_mirror_answers_for() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            String naming = random.nextBoolean() ? "identity" : "default";
            ClusterSpec spec = read(WEST.replace("[orders, \"clicks.*\"]", "[\".*\"]") + "    naming: " + naming + "\n")
                    .spec();
            MirrorSpec mirror = spec.connect().mirrors().getFirst();
            String topic = topic(random);
            if (MirrorConnectors.copies(mirror, topic)) {
                assertThat(MirrorConnectors.make(spec, MirrorConnectors.copy(mirror, topic)))
                        .as("%s, %s", naming, topic)
                        .isTrue();
            }
        }
    }

    @Test
    void what_workers_of_the_source_know_is_never_copied_over_what_those_here_know() {
        MirrorSpec all = read(WEST.replace("[orders, \"clicks.*\"]", "[\".*\"]") + "    naming: identity\n")
                .spec()
                .connect()
                .mirrors()
                .getFirst();
        assertThat(List.of("connect-configs", "connect-offsets", "connect-status", "__consumer_offsets"))
                .noneMatch(topic -> MirrorConnectors.copies(all, topic));
        assertThat(MirrorConnectors.copies(all, "orders")).isTrue();
        assertThat(MirrorConnectors.translates(all, "billing")).isTrue();
        assertThat(MirrorConnectors.translates(all, "connect-cluster")).isFalse();
    }

    @Test
    void what_is_wrong_with_a_mirror_is_told_in_one_round() {
        assertThat(problems("""
                name: west
                mirrors:
                  west: {bootstrap: "a:1", topics: [orders]}
                  nowhere: {topics: [orders]}
                  twice: {bootstrap: "a:1", cluster: east, topics: [orders]}
                  odd: {bootstrap: "a:1", topics: ["["], config: {topics: all}}
                  empty: {bootstrap: "a:1"}
                """))
                .containsExactlyInAnyOrder(
                        "cluster.yaml:2:1: there are no workers to run mirrors",
                        "cluster.yaml:3:3: the source is called west, and so is this cluster",
                        "cluster.yaml:4:3: mirror nowhere has no source",
                        "cluster.yaml:5:3: mirror twice names its source twice",
                        "cluster.yaml:6:27: \"[\" is no regular expression: Unclosed character class",
                        "cluster.yaml:6:51: topics follows from the rest of the mirror",
                        "cluster.yaml:7:3: mirror empty names no topics");
    }

    @Test
    void a_copy_that_the_spec_configures_too_is_a_warning() {
        String spec = WEST + "    naming: identity\ntopics:\n  orders: {config: {retention.ms: 1000}}\n";
        assertThat(read(spec).problems())
                .extracting(Problem::what)
                .singleElement()
                .asString()
                .startsWith("orders is a copy from east");
        assertThat(read(spec.replace("naming: identity", "naming: default")).problems())
                .isEmpty();
    }

    private static String topic(Random random) {
        List<String> words = List.of("orders", "east.orders", "west.a", "connect-configs", "clicks-1", "a_b", "x.y.z");
        return words.get(random.nextInt(words.size())) + (random.nextBoolean() ? "" : "-" + random.nextInt(10));
    }

    private static List<ConnectorSpec> connectors(String yaml) {
        SpecReader.Reading reading = read(yaml);
        assertThat(reading.problems()).isEmpty();
        return MirrorConnectors.of(reading.spec(), HERE, mirror -> Map.of());
    }

    private static SortedMap<String, String> config(String yaml, Part part) {
        return connectors(yaml).get(part.ordinal()).config();
    }

    private static List<String> problems(String yaml) {
        return read(yaml).problems().stream()
                .map(problem -> problem.where() + ": " + problem.what())
                .toList();
    }

    private static SpecReader.Reading read(String yaml) {
        return SpecReader.read("cluster.yaml", yaml);
    }
}
