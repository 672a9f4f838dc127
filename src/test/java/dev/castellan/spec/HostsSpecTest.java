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
    void agents_listen_from_the_port_that_the_spec_names() {
        ClusterSpec spec = read("metrics: {open: 7171}\nnodes: [a, {host: a, id: 2, port: 1, node-port: 2,"
                        + " controller-port: 3}]")
                .spec();
        assertThat(spec.metrics()).isEqualTo(Metrics.open);
        assertThat(spec.nodes().stream().map(node -> AgentPort.of(spec, node).getAsInt()))
                .containsExactly(7171, 7172);
        assertThat(problems("metrics: {agent: 7171}\nnodes: 3"))
                .singleElement()
                .asString()
                .contains("take the next free port");
        assertThat(problems("metrics: {agent: 7171, open: 7171}\nnodes: [a]"))
                .singleElement()
                .asString()
                .contains("names both");
    }

    @Test
    void a_prometheus_shares_the_host_of_the_first_node_or_the_one_that_is_named() {
        String two = "metrics: agent\nnodes: [a, b]\nmonitoring: {install: prometheus";
        assertThat(MonitoringSpec.place(read(two + "}").spec()))
                .map(NodeSpec::id)
                .contains(1);
        assertThat(MonitoringSpec.place(read(two + ", host: b}").spec()))
                .map(NodeSpec::id)
                .contains(2);
        assertThat(MonitoringSpec.place(read("nodes: [a, b]").spec())).isEmpty();
    }

    @Test
    void a_prometheus_that_cannot_be_is_refused_with_what_to_write() {
        String two = "metrics: agent\nnodes: [a, {host: b, roles: broker}]\n";
        assertThat(problems(two + "monitoring: {install: prometheus, host: c}"))
                .singleElement()
                .asString()
                .contains("no node lives on c", "name one of a, b");
        assertThat(problems(two + "retire: [2]\nmonitoring: {install: prometheus, host: b}"))
                .singleElement()
                .asString()
                .contains("is to leave", "name one of a");
        assertThat(problems(two + "monitoring: {install: prometheus, port: 9193}"))
                .singleElement()
                .asString()
                .contains("both given port 9193");
        assertThat(problems(two + "monitoring: {install: prometheus, port: 7071}"))
                .singleElement()
                .asString()
                .contains("port 7071 is given to kafka-1 already");
        assertThat(problems(two + "monitoring: {install: prometheus, alertmanager-port: 9093}"))
                .singleElement()
                .asString()
                .contains("port 9093 is given to kafka-1 already");
        assertThat(problems(two + "monitoring: {port: 9190}"))
                .singleElement()
                .asString()
                .contains("add install: prometheus");
        assertThat(problems(two + "monitoring: {serve: 7070, names: [strimzi]}"))
                .singleElement()
                .asString()
                .contains("add install: prometheus");
        assertThat(problems(two + "monitoring: {names: [strimzy]}"))
                .singleElement()
                .asString()
                .contains("strimzi, kafka_exporter");
        assertThat(problems(two + "monitoring: {names: [strimzi, kafka_exporter]}"))
                .isEmpty();
        assertThat(problems("nodes: [a]\nmonitoring: {install: prometheus}"))
                .singleElement()
                .asString()
                .contains("nobody to ask", "metrics: agent");
        assertThat(problems("nodes: 1\nmetrics: agent\nmonitoring: {install: prometheus}"))
                .singleElement()
                .asString()
                .contains("live on this machine", "castellan monitoring write");
    }

    @Test
    void an_address_is_never_an_option_of_ssh() {
        assertThat(problems("nodes: ['-oProxyCommand=x']"))
                .anyMatch(problem -> problem.contains("a host name or address"));
    }
}
