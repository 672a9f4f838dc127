package dev.castellan.kafka.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.kafka.distribution.Distributions;
import dev.castellan.kafka.distribution.Progress;
import dev.castellan.problem.Problem.Severity;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.KafkaVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What real releases say: the oldest line kept, the first without ZooKeeper, and the default.
@Timeout(120)
class KafkaKnowledgeIT {
    private static final List<KafkaVersion> VERSIONS =
            List.of(new KafkaVersion(3, 9, 2), new KafkaVersion(4, 0, 0), KafkaVersion.DEFAULT);
    private static final String CLUSTER = "MkU3OEVBNTcwNTJENDM2Qg";
    private static final Map<KafkaVersion, KafkaKnowledge> KNOWLEDGE = new TreeMap<>();

    @BeforeAll
    static void releases(@TempDir Path cache) {
        var distributions = new Distributions(cache, Progress.SILENT);
        VERSIONS.forEach(version -> KNOWLEDGE.put(version, KafkaKnowledge.of(distributions.resolve(version))));
    }

    @AfterAll
    static void loaders_are_closed() {
        KNOWLEDGE.values().forEach(KafkaKnowledge::close);
    }

    static Stream<KafkaVersion> everyVersion() {
        return VERSIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void facts_about_a_property_are_kafkas_own(KafkaVersion version) {
        KafkaKnowledge kafka = knowledge(version);

        ConfigFact threads = kafka.broker("num.io.threads").orElseThrow();
        assertThat(threads.type()).isEqualTo("INT");
        assertThat(threads.defaultValue()).contains("8");
        assertThat(threads.updateMode()).isEqualTo(UpdateMode.CLUSTER_WIDE);
        assertThat(threads.documentation()).startsWith("The number of threads that the server uses");
        assertThat(kafka.broker("log.retention.hours").orElseThrow().updateMode())
                .isEqualTo(UpdateMode.READ_ONLY);
        assertThat(kafka.broker("log.retention.ms").orElseThrow().updateMode()).isEqualTo(UpdateMode.CLUSTER_WIDE);
        assertThat(kafka.broker("listener.name.internal.ssl.keystore.location")
                        .orElseThrow()
                        .updateMode())
                .isEqualTo(UpdateMode.PER_BROKER);
        assertThat(kafka.broker("ssl.key.password").orElseThrow().sensitive()).isTrue();
        assertThat(kafka.broker("super.users")).isPresent();
        assertThat(kafka.broker("no.such.name")).isEmpty();
        assertThat(kafka.topic("retention.ms").orElseThrow().defaultValue()).contains("604800000");
        assertThat(kafka.topic("log.retention.ms")).isEmpty();
        assertThat(kafka.metadataVersion()).startsWith(version.major() + "." + version.minor() + "-IV");
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void a_good_broker_has_no_findings(KafkaVersion version) {
        Map<String, String> good = node(Map.of(
                "super.users", "User:admin",
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "listener.name.plaintext.max.connections", "100"));

        assertThat(check(version, good)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void wrong_names_and_values_are_all_found_at_once(KafkaVersion version) {
        Map<String, String> bad = node(Map.of(
                "num.partitons", "3",
                "retention.ms", "1000",
                "my.plugin.url", "x",
                "num.network.threads", "many",
                "compression.type", "zip",
                "listener.name.plaintext.max.connections", "-7"));

        List<ConfigFinding> findings = knowledge(version).checkBroker(bad, bad.keySet(), Set.of("my.plugin.url"));

        assertThat(findings.stream().map(ConfigFinding::what))
                .containsExactly(
                        "Kafka " + version + " has no broker property num.partitons",
                        "retention.ms is a topic's property",
                        "compression.type is zip: string must be one of: uncompressed, zstd, lz4, snappy, gzip, producer",
                        "listener.name.plaintext.max.connections is -7: value must be at least 0",
                        "num.network.threads is many: not a number of type INT");
        assertThat(findings.getFirst().hint()).isEqualTo("did you mean num.partitions?");
        assertThat(findings.get(1).hint()).isEqualTo("here it is called log.retention.ms");
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void properties_that_contradict_each_other_are_refused_in_kafkas_words(KafkaVersion version) {
        Map<String, String> bad = node(Map.of("replica.fetch.wait.max.ms", "99999999"));

        assertThat(knowledge(version).checkBroker(bad, Set.of("replica.fetch.wait.max.ms"), Set.of()))
                .containsExactly(ConfigFinding.error(
                        "replica.fetch.wait.max.ms",
                        "replica.socket.timeout.ms should always be at least replica.fetch.wait.max.ms"
                                + " to prevent unnecessary socket timeouts",
                        ""));
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void a_value_that_is_looked_up_on_the_node_is_not_judged(KafkaVersion version) {
        assertThat(check(version, node(Map.of("num.io.threads", "${env:THREADS}"))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void what_zookeeper_needed_is_gone_from_4_0_on(KafkaVersion version) {
        List<String> said = check(version, node(Map.of("auto.include.jmx.reporter", "true"))).stream()
                .map(ConfigFinding::what)
                .toList();

        assertThat(said)
                .containsExactly(
                        version.isAtLeast(4, 0)
                                ? "auto.include.jmx.reporter is gone from Kafka " + version
                                        + ": 3.9 was the last to have it"
                                : "auto.include.jmx.reporter is deprecated in Kafka " + version);
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void topics_are_checked_like_brokers(KafkaVersion version) {
        KafkaKnowledge kafka = knowledge(version);

        assertThat(kafka.checkTopic(Map.of("retention.ms", "1000", "cleanup.policy", "compact,delete")))
                .isEmpty();
        assertThat(kafka.checkTopic(Map.of("cleanup.polcy", "compact")))
                .extracting(ConfigFinding::hint)
                .containsExactly("did you mean cleanup.policy?");
        assertThat(kafka.checkTopic(Map.of("retention.ms", "1h")))
                .extracting(ConfigFinding::what)
                .containsExactly("retention.ms is 1h: not a number of type LONG");
        assertThat(kafka.checkTopic(Map.of("min.compaction.lag.ms", "10", "max.compaction.lag.ms", "5")))
                .extracting(ConfigFinding::severity)
                .containsExactly(Severity.ERROR);
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void three_nodes_are_formatted_and_formatting_again_changes_nothing(KafkaVersion version, @TempDir Path directory)
            throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        String controllers = "1@127.0.0.1:9093:ZsD2l6eWSpO4hQ5p8XyQrQ,"
                + "2@127.0.0.1:9094:ZsD2l6eWSpO4hQ5p8XyQrg,3@127.0.0.1:9095:ZsD2l6eWSpO4hQ5p8XyQrw";
        for (int run = 0; run < 2; run++) {
            for (int id = 1; id <= 3; id++) {
                knowledge(version).format(new FormatRequest(file(directory, id), CLUSTER, Optional.of(controllers)));
            }
        }
        knowledge(version).format(new FormatRequest(file(directory, 4), CLUSTER, Optional.empty()));

        assertThat(directory.resolve("data2/meta.properties"))
                .content()
                .contains("cluster.id=" + CLUSTER, "directory.id=ZsD2l6eWSpO4hQ5p8XyQrg", "node.id=2");
        assertThat(directory.resolve("data4/meta.properties")).exists();
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @ParameterizedTest
    @MethodSource("everyVersion")
    void storage_of_another_cluster_is_refused_in_kafkas_words(KafkaVersion version, @TempDir Path directory)
            throws IOException {
        Path file = file(directory, 1);
        knowledge(version).format(new FormatRequest(file, CLUSTER, Optional.empty()));

        assertThatThrownBy(() ->
                        knowledge(version).format(new FormatRequest(file, "ZsD2l6eWSpO4hQ5p8XyQrQ", Optional.empty())))
                .isInstanceOf(WorldRefused.class)
                .hasMessageStartingWith(file + "  storage cannot be formatted: Invalid cluster.id in: ")
                .hasMessageEndingWith("Expected ZsD2l6eWSpO4hQ5p8XyQrQ, but read " + CLUSTER);
    }

    private static KafkaKnowledge knowledge(KafkaVersion version) {
        return Objects.requireNonNull(KNOWLEDGE.get(version));
    }

    private static List<ConfigFinding> check(KafkaVersion version, Map<String, String> properties) {
        return knowledge(version).checkBroker(properties, properties.keySet(), Set.of());
    }

    private static Map<String, String> node(Map<String, String> further) {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "node.id", "1",
                "process.roles", "broker,controller",
                "listeners", "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093",
                "controller.listener.names", "CONTROLLER",
                "controller.quorum.bootstrap.servers", "127.0.0.1:9093",
                "log.dirs", "/nowhere/data"));
        properties.putAll(further);
        return properties;
    }

    private static Path file(Path directory, int id) throws IOException {
        Map<String, String> properties = node(Map.of(
                "node.id", "" + id, "log.dirs", directory.resolve("data" + id).toString()));
        String text = properties.entrySet().stream()
                .map(property -> property.getKey() + "=" + property.getValue() + "\n")
                .collect(Collectors.joining());
        return Files.writeString(directory.resolve(id + ".properties"), text);
    }
}
