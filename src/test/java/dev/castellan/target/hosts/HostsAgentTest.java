package dev.castellan.target.hosts;

import static dev.castellan.testkit.Specs.aCluster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.config.AgentAccess;
import dev.castellan.kafka.config.AgentRules;
import dev.castellan.machine.ssh.Script;
import dev.castellan.spec.AgentPort;
import dev.castellan.spec.ClusterSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Prometheus agent in nodes on hosts.
class HostsAgentTest {
    private static final AgentAccess ACCESS = new AgentAccess("s", "0123456789abcdef01");
    private static final String TWO_ON_ONE =
            "nodes: [a, {host: b, id: 5}, {host: b, id: 4, port: 19092, node-port: 19094, controller-port: 19093}]\n";

    @TempDir
    private Path folder;

    private static ClusterSpec spec(String more) {
        return aCluster(TWO_ON_ONE + more);
    }

    private static List<String> flags(ClusterSpec spec) {
        return spec.nodes().stream()
                .flatMap(node ->
                        HostsAgent.flags(spec, AgentPort.of(spec, node), HostPaths.of("orders", node), () -> ACCESS)
                                .stream())
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
    void the_agent_of_a_locked_cluster_is_started_with_a_mark_of_its_access_unless_the_spec_says_open() {
        assertThat(flags(spec("metrics: agent")))
                .contains("7072:/etc/castellan/orders/kafka-5/jmx-agent.yml", "0123456789abcdef")
                .hasSize(6);
        assertThat(flags(spec("metrics: open")))
                .allMatch(flag -> flag.startsWith("707"))
                .hasSize(3);
    }

    @Test
    void it_reads_where_its_key_store_lies_and_the_hash_of_the_password() {
        ClusterSpec spec = spec("metrics: agent");
        assertThat(file(spec))
                .startsWith(AgentRules.text())
                .contains(
                        "filename: /etc/castellan/orders/kafka-1/jmx-agent.p12\n",
                        "salt: \"s\"\n",
                        "passwordHash: \"0123456789abcdef01\"\n");
        assertThat(file(spec("metrics: open"))).isEqualTo(AgentRules.text());
        assertThat(file(spec("metrics: agent\nsecurity: none"))).isEqualTo(AgentRules.text());
    }

    @Test
    void what_was_not_made_when_it_was_planned_is_filled_in_when_it_is_written() {
        AgentAccess unmade = AgentAccess.UNMADE;
        String planned = AgentRules.text(unmade, "/store") + unmade.flag();
        assertThat(ACCESS.into(planned)).isEqualTo(AgentRules.text(ACCESS, "/store") + ACCESS.flag());
    }

    private static String file(ClusterSpec spec) {
        HostPaths paths = HostPaths.of("orders", spec.node(1).orElseThrow());
        return HostsAgent.files(spec, paths, () -> ACCESS).get(AgentRules.FILE);
    }

    /// The files of an agent that stay when a node or worker is started with these flags.
    private Set<String> left(String flags, String rules) throws IOException, InterruptedException {
        Path of = Files.createDirectories(folder.resolve("node"));
        Files.writeString(of.resolve("jvm.options"), flags.replace("ETC", of.toString()));
        Files.writeString(of.resolve("jmx-agent.yml"), rules.replace("ETC", of.toString()));
        Files.writeString(of.resolve("jmx-agent.p12"), "a key");
        String script = Script.resource(HostsTarget.class, "agent-leave").text();
        Process run = new ProcessBuilder("bash", "-c", script, "bash", "its.service", of.toString())
                .inheritIO()
                .start();
        assertThat(run.waitFor(10, TimeUnit.SECONDS)).isTrue();
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> !name.equals("jvm.options"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void what_is_not_used_any_more_goes_as_the_node_is_started() throws Exception {
        String locked = "filename: ETC/jmx-agent.p12\n";
        assertThat(left("\"-javaagent:x.jar=7071:ETC/jmx-agent.yml\"\n", locked))
                .containsExactlyInAnyOrder("jmx-agent.yml", "jmx-agent.p12");
        assertThat(left("\"-javaagent:x.jar=7071:ETC/jmx-agent.yml\"\n", "rules: []\n"))
                .containsExactly("jmx-agent.yml");
        assertThat(left("\"-javaagent:y.jar=7071:/home/me/jmx-agent.yml\"\n", locked))
                .isEmpty();
    }

    @Test
    void where_none_is_wanted_there_is_no_flag_and_no_file() {
        assertThat(flags(spec(""))).isEmpty();
        assertThat(file(spec(""))).isNull();
    }

    @Test
    void prometheus_reaches_them_wherever_they_are() {
        for (String metrics : List.of("metrics: open", "metrics: agent", "metrics: agent\nsecurity: none")) {
            assertThat(HostsAgent.reached(spec(metrics)))
                    .isEqualTo(Map.of("kafka-1", "a:7071", "kafka-5", "b:7072", "kafka-4", "b:7071"));
        }
        assertThat(HostsAgent.reached(spec(""))).isEmpty();
    }

    @Test
    void those_of_workers_have_ports_of_their_own_so_that_no_node_takes_one_away() {
        String workers = "metrics: agent\nconnect: {workers: [{host: b}, {host: c}, {host: b}, {host: a}]}";
        assertThat(HostsAgent.reached(spec(workers)))
                .containsEntry("kafka-5", "b:7072")
                .containsEntry("connect-1", "b:7091")
                .containsEntry("connect-2", "c:7091")
                .containsEntry("connect-3", "b:7092")
                .containsEntry("connect-4", "a:7091");
    }
}
