package dev.castellan.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.testkit.Specs;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The cluster that a drill makes for itself.
final class ScratchTest {
    @Test
    void it_is_like_the_spec_with_ports_and_a_name_of_its_own() {
        ClusterSpec like = Specs.aCluster("""
                name: shop
                kafka: 4.0.2
                nodes:
                  - {id: 1, rack: a, roles: controller}
                  - {id: 2, rack: b, roles: broker, port: 9092, directories: [/data/two]}
                  - {id: 7, heap: 1g}
                config: {log.retention.hours: 72}
                topics: {clicks: {partitions: 3}}
                """);

        AtomicInteger port = new AtomicInteger(20_000);
        ClusterSpec scratch = Specs.aCluster(Scratch.yaml(like, Path.of("/here"), port::getAndIncrement));

        assertThat(scratch.name()).isEqualTo("shop-drill");
        assertThat(scratch.kafka()).isEqualTo(like.kafka());
        assertThat(scratch.config()).isEqualTo(like.config());
        assertThat(scratch.topics()).isEmpty();
        assertThat(scratch.nodes()).extracting(NodeSpec::id).containsExactly(1, 2, 7);
        assertThat(scratch.nodes())
                .extracting(NodeSpec::roles)
                .isEqualTo(like.nodes().stream().map(NodeSpec::roles).toList());
        assertThat(scratch.nodes()).allMatch(node -> node.directories().isEmpty());
        assertThat(scratch.node(2).orElseThrow().port()).hasValue(20_001);
        assertThat(port).hasValue(20_004);
    }
}
