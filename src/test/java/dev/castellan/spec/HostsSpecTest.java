package dev.castellan.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Nodes on hosts, as the spec says them.
final class HostsSpecTest {
    private static SpecReader.Reading read(String text) {
        return SpecReader.read("cluster.yaml", text);
    }

    private static List<String> problems(String text) {
        return read(text).problems().stream().map(Problem::text).toList();
    }

    @Test
    void a_list_of_addresses_is_enough() {
        ClusterSpec spec =
                read("nodes: [192.168.56.10, kafka2.example.com, 'fd00::3']").spec();
        assertThat(spec.target()).isEqualTo(TargetKind.hosts);
        assertThat(spec.nodes())
                .extracting(NodeSpec::host)
                .containsExactly(
                        Optional.of("192.168.56.10"), Optional.of("kafka2.example.com"), Optional.of("fd00::3"));
        assertThat(problems("nodes: [192.168.56.10, kafka2.example.com, 'fd00::3']"))
                .isEmpty();
    }

    @Test
    void a_node_without_an_address_is_refused_on_hosts_and_one_with_an_address_here() {
        assertThat(problems("target: hosts\nnodes: 3")).allMatch(problem -> problem.contains("has no host"));
        assertThat(problems("target: local\nnodes: [{host: a}]"))
                .singleElement()
                .asString()
                .contains("the target is this machine");
    }

    @Test
    void nodes_of_one_host_need_ports_of_their_own() {
        assertThat(problems("nodes: [a, b, a]"))
                .anyMatch(problem -> problem.contains("port 9092 of a is given to kafka-1"));
        assertThat(problems("nodes: [a, b, {host: a, port: 19092, node-port: 19094, controller-port: 19093}]"))
                .isEmpty();
    }

    @Test
    void an_agent_is_open_to_others_on_hosts_only() {
        assertThat(problems("metrics: open\nnodes: [a, b, c]")).isEmpty();
        assertThat(problems("metrics: agent\nnodes: 3")).isEmpty();
        assertThat(problems("metrics: open\nnodes: 3"))
                .singleElement()
                .asString()
                .contains("on 127.0.0.1 only", "metrics: agent");
    }

    @Test
    void the_port_of_an_agent_is_nobody_elses() {
        assertThat(problems("metrics: agent\nnodes: [a, b, {host: c, controller-port: 7071}]"))
                .singleElement()
                .asString()
                .contains("port 7071 of c is given to kafka-3 already");
    }

    @Test
    void an_address_is_never_an_option_of_ssh() {
        assertThat(problems("nodes: ['-oProxyCommand=x']"))
                .anyMatch(problem -> problem.contains("a host name or address"));
    }
}
