package dev.castellan.target.local;

import static dev.castellan.testkit.Specs.aCluster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Facts;
import dev.castellan.target.NodeCertificates;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.WorkerFacts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AgentPortsTest {
    private static final ClusterSpec THREE = aCluster("nodes: 3");

    private static NodeFacts node(int id, int port, Optional<NodeFacts.Running> running) {
        String flag = AgentPorts.flag(Path.of("/agents/agent.jar"), port, Path.of("/nodes/kafka-1/jmx-agent.yml"));
        return new NodeFacts(
                id,
                Map.of(NodeFacts.JVM_OPTIONS, "\"-Xmx1g\"\n\"" + flag + "\"\n"),
                Optional.empty(),
                Optional.empty(),
                running,
                Optional.empty(),
                List.of(),
                0,
                Optional.empty(),
                NodeCertificates.NONE);
    }

    private static Map<String, Integer> ports(ClusterSpec spec, Set<Integer> taken, NodeFacts... nodes) {
        Map<Integer, NodeFacts> known = new HashMap<>();
        for (NodeFacts node : nodes) {
            known.put(node.id(), node);
        }
        return AgentPorts.of(
                spec,
                new Facts(Optional.empty(), known, taken, Facts.Startup.PREPARED),
                port -> Optional.of("somebody").filter(who -> taken.contains(port)));
    }

    @Test
    void new_nodes_get_the_first_ports_that_nobody_has() {
        assertThat(ports(THREE, Set.of(7072))).isEqualTo(Map.of("kafka-1", 7071, "kafka-2", 7073, "kafka-3", 7074));
    }

    @Test
    void a_port_that_the_spec_gives_to_kafka_is_not_an_agents() {
        assertThat(ports(aCluster("nodes: [{id: 1, port: 7071}]"), Set.of())).isEqualTo(Map.of("kafka-1", 7072));
    }

    @Test
    void workers_have_theirs_after_the_nodes_and_keep_them_too() {
        ClusterSpec spec = aCluster("nodes: 1\nconnect: {workers: [{port: 7072}, {}]}");
        assertThat(ports(spec, Set.of())).isEqualTo(Map.of("kafka-1", 7071, "connect-1", 7073, "connect-2", 7074));

        WorkerFacts kept =
                new WorkerFacts(2, "", node(2, 7099, Optional.empty()).files(), Optional.empty());
        Facts facts = new Facts(Optional.empty(), Map.of(), Set.of(), Facts.Startup.PREPARED)
                .with(new TreeMap<>(Map.of(2, kept)));
        assertThat(AgentPorts.of(spec, facts, port -> Optional.empty())).containsEntry("connect-2", 7099);
    }

    @Test
    void a_node_keeps_its_port() {
        assertThat(ports(THREE, Set.of(), node(2, 7071, Optional.empty())))
                .isEqualTo(Map.of("kafka-1", 7072, "kafka-2", 7071, "kafka-3", 7073));
    }

    @Test
    void a_node_that_does_not_run_gives_up_a_port_that_somebody_took() {
        NodeFacts.Running running = new NodeFacts.Running(1, Optional.empty(), Map.of());

        assertThat(ports(THREE, Set.of(7080), node(2, 7080, Optional.of(running))))
                .containsEntry("kafka-2", 7080);
        assertThat(ports(THREE, Set.of(7080), node(2, 7080, Optional.empty()))).containsEntry("kafka-2", 7072);
    }

    @Test
    void what_stands_in_the_flags_of_a_node_is_read_back() {
        assertThat(AgentPorts.in(node(1, 7075, Optional.empty()).files())).isEqualTo(Optional.of(7075));
        assertThat(AgentPorts.in(Map.of(NodeFacts.JVM_OPTIONS, "-Xmx1g\n"))).isEmpty();
    }
}
