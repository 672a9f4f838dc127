package dev.castellan.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.Security;
import dev.castellan.testkit.FakeBlueprint;
import dev.castellan.testkit.Golden;
import dev.castellan.testkit.Specs;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The properties file of every node of a spec, in golden files.
final class ServerPropertiesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "three-nodes-of-both-roles-listen-for-clients-and-controllers",
                "brokers-and-controllers-apart-listen-for-their-own",
                "one-node-keeps-one-copy-of-everything",
                "racks-and-directories-stand-in-the-properties",
                "what-the-user-says-comes-last-and-wins",
                "a-locked-cluster-lets-in-who-proves-who-he-is"
            })
    void a_spec_becomes_the_properties_of_its_nodes(String sentence) {
        Golden golden = Golden.folder(sentence);
        ClusterSpec spec = Specs.aCluster(golden.given("cluster.yaml"));
        Map<Integer, Endpoint> endpoints = new HashMap<>();
        spec.nodes()
                .forEach(node -> endpoints.put(
                        node.id(),
                        new Endpoint(
                                "127.0.0.1",
                                node.isBroker() ? OptionalInt.of(9090 + 10 * node.id()) : OptionalInt.empty(),
                                node.isBroker() && spec.security() == Security.tls
                                        ? OptionalInt.of(9092 + 10 * node.id())
                                        : OptionalInt.empty(),
                                node.isController() ? OptionalInt.of(9091 + 10 * node.id()) : OptionalInt.empty(),
                                spec.security() == Security.tls ? Doors.LOCKED : Doors.OPEN,
                                Endpoint.Beside.NOTHING)));
        Map<String, String> files = new HashMap<>();
        spec.nodes()
                .forEach(node -> files.put(
                        node.name() + ".properties",
                        new FakeBlueprint().files(spec, node, endpoints).get(ServerProperties.FILE)));
        golden.holds(files);
        spec.nodes()
                .forEach(node -> assertThat(ServerProperties.endpoint(
                                PropertiesText.read(files.getOrDefault(node.name() + ".properties", ""))))
                        .isEqualTo(endpoints.get(node.id())));
    }

    @Test
    void listeners_that_somebody_mangled_are_no_listeners() {
        Endpoint nowhere = Endpoint.NOWHERE;
        assertThat(ServerProperties.endpoint(Map.of())).isEqualTo(nowhere);
        assertThat(ServerProperties.endpoint(Map.of("listeners", "PLAINTEXT://:9092")))
                .isEqualTo(nowhere);
        assertThat(ServerProperties.endpoint(Map.of("listeners", "CLIENT://127.0.0.1")))
                .isEqualTo(nowhere);
    }
}
