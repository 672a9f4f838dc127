package dev.castellan.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// How the forms of `cluster.yaml` become records.
final class SpecReaderTest {
    private static final Set<Role> BOTH = Set.of(Role.BROKER, Role.CONTROLLER);

    @Test
    void nothing_written_is_three_nodes_here() {
        ClusterSpec spec = read("");
        assertThat(spec.name()).isEqualTo("local");
        assertThat(spec.kafka()).isEqualTo(new KafkaSource(KafkaVersion.DEFAULT, Optional.empty()));
        assertThat(spec.target()).isEqualTo(TargetKind.local);
        assertThat(spec.nodes()).extracting(NodeSpec::id).containsExactly(1, 2, 3);
        assertThat(spec.nodes()).extracting(NodeSpec::roles).containsOnly(BOTH);
        assertThat(spec.nodes()).allMatch(node -> node.heap().isEmpty());
        assertThat(spec).isEqualTo(SpecReader.defaults());
    }

    @Test
    void a_count_is_that_many_nodes_of_both_roles() {
        ClusterSpec spec = read("nodes: 5");
        assertThat(spec.nodes()).hasSize(5).extracting(NodeSpec::roles).containsOnly(BOTH);
        assertThat(spec.brokers()).hasSize(5);
        assertThat(spec.controllers()).hasSize(5);
    }

    @Test
    void brokers_and_controllers_are_counted_apart_and_numbered_through() {
        ClusterSpec spec = read("nodes: {brokers: 2, controllers: 3}");
        assertThat(spec.brokers()).extracting(NodeSpec::id).containsExactly(1, 2);
        assertThat(spec.controllers()).extracting(NodeSpec::id).containsExactly(3, 4, 5);
        assertThat(read("nodes: {brokers: 7}").controllers()).hasSize(3);
    }

    @Test
    void listed_nodes_keep_what_is_said_of_each() {
        ClusterSpec spec = read("""
                heap: 1g
                nodes:
                  - {id: 7, roles: broker, rack: a, directories: [/d/1, /d/2], port: 9092}
                  - {id: 3, roles: [controller], controller-port: 9093, heap: 256m}
                  - rack: b
                """);
        assertThat(spec.nodes())
                .startsWith(
                        new NodeSpec(
                                7,
                                Set.of(Role.BROKER),
                                Optional.of("a"),
                                List.of("/d/1", "/d/2"),
                                OptionalInt.of(9092),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                Optional.of("1g"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                "kafka-7",
                                at(3, 5)),
                        new NodeSpec(
                                3,
                                Set.of(Role.CONTROLLER),
                                Optional.empty(),
                                List.of(),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                OptionalInt.of(9093),
                                Optional.of("256m"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                "kafka-3",
                                at(4, 5)));
        assertThat(spec.nodes().getLast())
                .extracting(NodeSpec::id, NodeSpec::roles, NodeSpec::rack, NodeSpec::heap, NodeSpec::location)
                .containsExactly(3, BOTH, Optional.of("b"), Optional.of("1g"), at(5, 5));
    }

    @Test
    void roles_said_twice_count_once() {
        ClusterSpec spec = read("nodes: [{roles: [broker, broker]}, {roles: [controller, broker]}, {roles: both}]");
        assertThat(spec.nodes()).extracting(NodeSpec::roles).containsExactly(Set.of(Role.BROKER), BOTH, BOTH);
    }

    @Test
    void kafka_is_a_version_or_a_version_and_where_from() {
        assertThat(read("kafka: 4.0.0").kafka())
                .isEqualTo(new KafkaSource(new KafkaVersion(4, 0, 0), Optional.empty()));
        assertThat(read("kafka: {version: 3.9.1, from: downloads/kafka.tgz}").kafka())
                .isEqualTo(new KafkaSource(new KafkaVersion(3, 9, 1), Optional.of("downloads/kafka.tgz")));
        assertThat(read("kafka: {from: here}").kafka())
                .isEqualTo(new KafkaSource(KafkaVersion.DEFAULT, Optional.of("here")));
    }

    @Test
    void so_many_nodes_may_be_down_at_once() {
        assertThat(read("nodes: 3").maxUnavailable()).isEqualTo(1);
        assertThat(read("max-unavailable: 2").maxUnavailable()).isEqualTo(2);
        assertThat(read("max-unavailable: all").maxUnavailable()).isEqualTo(Integer.MAX_VALUE);
        assertThat(SpecReader.read("", "max-unavailable: none").problems()).hasSize(1);
    }

    @Test
    void a_group_may_be_behind_as_far_as_its_name_or_the_longest_beginning_says() {
        LagObjectives objectives = read("lag-objectives: {alarms: 20s, 'orders-*': 2m, 'orders-eu-*': 1h, '*': 1h}")
                .lagObjectives();

        assertThat(objectives.of("alarms")).isEqualTo(Duration.ofSeconds(20));
        assertThat(objectives.of("orders-us")).isEqualTo(Duration.ofMinutes(2));
        assertThat(objectives.of("orders-eu-1")).isEqualTo(Duration.ofHours(1));
        assertThat(objectives.of("alarms-2")).isEqualTo(Duration.ofHours(1));
        assertThat(read("name: orders").lagObjectives().of("alarms")).isEqualTo(Duration.ofMinutes(5));
        assertThat(SpecReader.read("", "lag-objectives: {'or*ders': 1m}").problems())
                .hasSize(1);
    }

    @Test
    void a_topic_may_be_a_name_alone() {
        ClusterSpec spec = read("""
                nodes: 2
                topics:
                  clicks:
                  orders: {}
                  views: {partitions: 6, replication-factor: 1, config: {retention.ms: 1000, cleanup.policy: compact}}
                """);
        assertThat(spec.topics())
                .containsExactly(
                        open("clicks", at(3, 3)),
                        open("orders", at(4, 3)),
                        new TopicSpec(
                                "views",
                                OptionalInt.of(6),
                                OptionalInt.of(1),
                                new TreeSet<>(),
                                Map.of("retention.ms", "1000", "cleanup.policy", "compact"),
                                at(5, 3)));
    }

    @Test
    void copies_are_three_or_as_many_as_there_are_brokers() {
        assertThat(copies("nodes: 1")).isEqualTo(1);
        assertThat(copies("nodes: 2")).isEqualTo(2);
        assertThat(copies("nodes: 9")).isEqualTo(3);
        assertThat(copies("nodes: {brokers: 2, controllers: 5}")).isEqualTo(2);
    }

    @Test
    void values_stay_as_they_are_written() {
        ClusterSpec spec = read("""
                config: {a: 0x10, b: 1e3, c: yes, d: true, e: "  padded ", f: "", g: 1_000, h: 007}
                plugin-config: {x.y: 1.50}
                jvm: [-Xss1m]
                """);
        assertThat(spec.config())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "a",
                        "0x10",
                        "b",
                        "1e3",
                        "c",
                        "yes",
                        "d",
                        "true",
                        "e",
                        "  padded ",
                        "f",
                        "",
                        "g",
                        "1_000",
                        "h",
                        "007"));
        assertThat(spec.pluginConfig()).containsEntry("x.y", "1.50");
        assertThat(spec.jvm()).containsExactly("-Xss1m");
    }

    @Test
    void a_property_knows_its_place() {
        ClusterSpec spec = read("config:\n  log.retention.hours: 1\ntopics:\n  a.b: {config: {retention.ms: 5}}\n");
        assertThat(spec.locate("config.log.retention.hours")).hasToString("cluster.yaml:2:3");
        assertThat(spec.locate("topics.a.b.config.retention.ms")).hasToString("cluster.yaml:4:18");
        assertThat(spec.locate("config.other")).isEqualTo(Location.DEFAULTS);
    }

    private static int copies(String text) {
        return read(text).usualCopies();
    }

    private static TopicSpec open(String name, Location at) {
        return new TopicSpec(name, OptionalInt.empty(), OptionalInt.empty(), new TreeSet<>(), Map.of(), at);
    }

    private static Location at(int line, int column) {
        return new Location("cluster.yaml", line, column);
    }

    private static ClusterSpec read(String text) {
        SpecReader.Reading reading = SpecReader.read("cluster.yaml", text);
        assertThat(reading.problems())
                .noneMatch(problem -> problem.isError() && !problem.what().startsWith("id "));
        return reading.spec();
    }
}
