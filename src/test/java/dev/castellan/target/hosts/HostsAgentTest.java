package dev.castellan.target.hosts;

import static dev.castellan.testkit.Specs.aCluster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.config.AgentRules;
import dev.castellan.spec.ClusterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The Prometheus agent in nodes on hosts.
class HostsAgentTest {
    private static final String TWO_ON_ONE =
            "nodes: [a, {host: b, id: 5}, {host: b, id: 4, port: 19092, node-port: 19094, controller-port: 19093}]\n";

    private static ClusterSpec spec(String more) {
        return aCluster(TWO_ON_ONE + more);
    }

    private static List<String> flags(ClusterSpec spec) {
        return spec.nodes().stream()
                .map(node -> HostsAgent.flag(spec, node, HostPaths.of("orders", node)))
                .flatMap(Optional::stream)
                .map(flag -> flag.substring(flag.indexOf('=') + 1))
                .toList();
    }

    @Test
    void nodes_of_one_host_have_ports_in_the_order_of_their_ids() {
        assertThat(flags(spec("metrics: agent\nsecurity: none")))
                .containsExactly(
                        "7071:/etc/castellan/orders/kafka-1/jmx-agent.yml",
                        "7072:/etc/castellan/orders/kafka-5/jmx-agent.yml",
                        "7071:/etc/castellan/orders/kafka-4/jmx-agent.yml");
    }

    @Test
    void the_agent_of_a_locked_cluster_is_for_its_own_host_unless_the_spec_says_otherwise() {
        assertThat(flags(spec("metrics: agent"))).allMatch(flag -> flag.startsWith("127.0.0.1:707"));
        assertThat(flags(spec("metrics: open"))).allMatch(flag -> flag.startsWith("707"));
    }

    @Test
    void where_none_is_wanted_there_is_no_flag_and_no_file() {
        assertThat(flags(spec(""))).isEmpty();
        assertThat(HostsAgent.files(spec(""))).isEmpty();
        assertThat(HostsAgent.files(spec("metrics: agent"))).containsOnlyKeys(AgentRules.FILE);
    }

    @Test
    void prometheus_is_told_of_those_that_it_reaches() {
        assertThat(HostsAgent.reached(spec("metrics: agent"))).isEmpty();
        assertThat(HostsAgent.reached(spec("metrics: open")))
                .isEqualTo(Map.of("kafka-1", "a:7071", "kafka-5", "b:7072", "kafka-4", "b:7071"));
    }
}
