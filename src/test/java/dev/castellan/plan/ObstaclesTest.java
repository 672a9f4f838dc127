package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.config.Endpoint;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.NodeSpec;
import dev.castellan.target.Facts;
import dev.castellan.target.HostFacts;
import dev.castellan.target.Identity;
import dev.castellan.target.NodeCertificates;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.PrometheusFacts;
import dev.castellan.testkit.FakeBlueprint;
import dev.castellan.testkit.Machine;
import dev.castellan.testkit.Specs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ObstaclesTest {
    private static final ClusterSpec TWO = Specs.aCluster("""
            nodes:
              - {host: 10.0.0.1, port: 9092, controller-port: 9093}
              - {host: 10.0.0.2, port: 9092, controller-port: 9093}
            """);

    @Test
    void a_port_of_a_running_node_is_not_the_clusters_own_on_another_host() {
        assertThat(obstacles(Map.of(1, host("10.0.0.1", "java, pid 7"), 2, host("10.0.0.2", "nginx, pid 8")), Map.of()))
                .containsExactly("port 9092 of kafka-2 is taken by nginx, pid 8");
    }

    @Test
    void a_host_that_does_not_answer_is_not_asked_for_its_ports() {
        assertThat(obstacles(Map.of(1, host("10.0.0.1", "java, pid 7")), Map.of(2, "does not answer")))
                .containsExactly("does not answer");
    }

    @Test
    void the_port_of_an_agent_that_somebody_else_has_is_refused_and_another_one_is_offered() {
        Problem problem = problems("metrics: agent\n", 7071, "java, pid 9").getFirst();
        assertThat(problem.what()).isEqualTo("port 7071 of kafka-1, for its Prometheus agent, is taken by java, pid 9");
        assertThat(problem.hint()).contains("metrics: {agent: 7171}");
        assertThat(problems("metrics: {agent: 7171}\n", 7071, "java, pid 9")).isEmpty();
        assertThat(problems("metrics: {open: 7171}\n", 7171, "java, pid 9")
                        .getFirst()
                        .hint())
                .contains("metrics: {open: 7271}");
    }

    @Test
    void a_prometheus_that_is_there_keeps_its_port() {
        String watch = "metrics: agent\nmonitoring: {install: prometheus%s}\n";
        Problem problem =
                problems(watch.formatted(""), 9090, "prometheus, pid 9").getFirst();
        assertThat(problem.what()).isEqualTo("port 9090 of 10.0.0.1, for Prometheus, is taken by prometheus, pid 9");
        assertThat(problem.hint()).contains("leave that as it is", "monitoring: {port: 9190}");
        assertThat(problems(watch.formatted(", port: 9190"), 9090, "prometheus, pid 9"))
                .isEmpty();
        assertThat(problems(watch.formatted(""), 9193, "x, pid 9").getFirst().hint())
                .contains("{alertmanager-port: 9293}");
    }

    @Test
    void a_prometheus_needs_its_programs_or_an_apt() {
        assertThat(problems("metrics: agent\nmonitoring: {install: prometheus, host: 10.0.0.2}\n", 1, ""))
                .singleElement()
                .satisfies(problem -> assertThat(problem.text())
                        .contains("10.0.0.2: there is no apt-get", "prometheus and prometheus-alertmanager into"));
    }

    /// What stands in the way of a new cluster on two hosts, the first with an apt and the second without.
    private static List<Problem> problems(String more, int port, String holder) {
        Machine first = Machine.at("10.0.0.1", "1");
        first.java = Optional.of(new HostFacts.Java("/usr/bin/java", 17));
        first.listening = Map.of(port, holder);
        Machine second = Machine.at("10.0.0.2", "2");
        second.java = first.java;
        second.installer = Optional.of("dnf");
        PrometheusFacts bare = new PrometheusFacts(Set.of(), PrometheusFacts.State.ABSENT, Map.of(), List.of());
        Facts facts = new Facts(
                        Optional.empty(),
                        Map.of(),
                        Set.of(),
                        Facts.Startup.PREPARED,
                        Map.of(1, first.facts(), 2, second.facts()),
                        new TreeMap<>(),
                        new TreeSet<>())
                .watched(new TreeMap<>(Map.of("10.0.0.1", bare, "10.0.0.2", bare)));
        return Obstacles.of(question(Specs.aCluster("nodes: [10.0.0.1, 10.0.0.2]\n" + more), facts));
    }

    /// What stands in the way where kafka-1 runs.
    private static List<String> obstacles(Map<Integer, HostFacts> hosts, Map<Integer, String> unreachable) {
        Facts facts = new Facts(
                Optional.empty(),
                Map.of(1, running(TWO.node(1).orElseThrow())),
                Set.of(),
                Facts.Startup.PREPARED,
                hosts,
                new TreeMap<>(unreachable),
                new TreeSet<>());
        return Obstacles.of(question(TWO, facts)).stream().map(Problem::what).toList();
    }

    private static Question question(ClusterSpec wanted, Facts facts) {
        return new Question(
                wanted,
                new Snapshot(facts, new Live.Asleep()),
                new FakeBlueprint(),
                new Identity("c", new TreeMap<>()),
                property -> Question.Reach.RESTART,
                (node, port) -> {
                    throw new AssertionError("kafka-" + node + " was asked");
                },
                Set.of(),
                TreeMap::new,
                1);
    }

    private static NodeFacts running(NodeSpec node) {
        SortedMap<Integer, Endpoint> endpoints = new TreeMap<>();
        TWO.nodes().forEach(one -> endpoints.put(one.id(), Endpoint.usual(TWO, one, "127.0.0.1")));
        Map<String, String> files = new FakeBlueprint().files(TWO, node, endpoints);
        return new NodeFacts(
                node.id(),
                files,
                Optional.empty(),
                Optional.of("c"),
                Optional.of(new NodeFacts.Running(7, Optional.empty(), files)),
                Optional.of(new NodeFacts.Past(List.of())),
                List.of("/data"),
                0,
                Optional.empty(),
                NodeCertificates.NONE);
    }

    /// A sound host on which something listens on Kafka's usual port.
    private static HostFacts host(String address, String holder) {
        Machine machine = Machine.at(address, address);
        machine.java = Optional.of(new HostFacts.Java("/usr/bin/java", 17));
        machine.listening = Map.of(9092, holder);
        return machine.facts();
    }
}
