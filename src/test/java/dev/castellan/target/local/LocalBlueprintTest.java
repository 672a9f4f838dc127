package dev.castellan.target.local;

import static dev.castellan.testkit.Specs.aCluster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.security.Vault;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.target.Keyring;
import dev.castellan.target.SourceLogins;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The files of a node on this machine.
final class LocalBlueprintTest {
    private final ClusterFolder folder = new ClusterFolder(Path.of("/home/ada/.castellan/clusters/orders"));
    private final Keyring keyring = new Keyring(
            aCluster("nodes: 3"),
            new Vault(Path.of("/home/ada/.castellan/clusters/orders/secrets")),
            Clock.systemUTC());
    private static final LocalBlueprint.Agent AGENT = new LocalBlueprint.Agent(
            Path.of("/agents/agent.jar"), new TreeMap<>(Map.of("kafka-1", 7071, "connect-1", 7072)));

    private final LocalBlueprint blueprint = new LocalBlueprint(
            folder,
            new Distribution(KafkaVersion.DEFAULT, Path.of("/kafka"), List.of(Path.of("/kafka/libs/a.jar"))),
            keyring,
            new LocalWorkerFiles(folder, keyring, SourceLogins.NONE, TreeMap::new, Optional.of(AGENT)),
            Optional.of(AGENT));

    @Test
    void the_agent_of_a_node_listens_where_its_flag_says() {
        assertThat(flags("nodes: 1"))
                .contains("\"-javaagent:/agents/agent.jar=127.0.0.1:7071:"
                        + "/home/ada/.castellan/clusters/orders/nodes/kafka-1/jmx-agent.yml\"");
    }

    @Test
    void so_does_that_of_a_worker() {
        ClusterSpec spec = aCluster("nodes: 1\nconnect: {workers: 1}");
        assertThat(blueprint.files(spec, spec.connect().workers().getFirst(), "127.0.0.1:9092", 8083))
                .containsKey("jmx-agent.yml")
                .hasEntrySatisfying(
                        LocalBlueprint.JVM_OPTIONS,
                        text -> assertThat(text)
                                .contains("\"-javaagent:/agents/agent.jar=127.0.0.1:7072:"
                                        + "/home/ada/.castellan/clusters/orders/workers/connect-1/jmx-agent.yml\""));
    }

    @Test
    void the_jvm_flags_of_the_spec_come_last_so_that_they_win() {
        assertThat(flags("jvm: [-XX:TieredStopAtLevel=4]"))
                .containsSubsequence("\"-XX:TieredStopAtLevel=1\"", "\"-XX:TieredStopAtLevel=4\"");
    }

    @Test
    void a_collector_of_the_spec_takes_the_place_of_ours_because_a_jvm_refuses_two() {
        assertThat(flags("nodes: 1")).contains("\"-XX:+UseSerialGC\"");
        assertThat(flags("jvm: [-XX:+UseG1GC]")).contains("\"-XX:+UseG1GC\"").doesNotContain("\"-XX:+UseSerialGC\"");
    }

    private List<String> flags(String yaml) {
        ClusterSpec spec = aCluster(yaml);
        Map<Integer, Endpoint> endpoints = Map.of(
                1, new Endpoint("127.0.0.1", OptionalInt.of(9092), OptionalInt.empty(), OptionalInt.of(9093)),
                2, new Endpoint("127.0.0.1", OptionalInt.of(9094), OptionalInt.empty(), OptionalInt.of(9095)),
                3, new Endpoint("127.0.0.1", OptionalInt.of(9096), OptionalInt.empty(), OptionalInt.of(9097)));
        return blueprint
                .files(spec, spec.nodes().getFirst(), endpoints)
                .getOrDefault(LocalBlueprint.JVM_OPTIONS, "")
                .lines()
                .toList();
    }
}
