package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.config.AgentAccess;
import dev.castellan.kafka.config.AgentRules;
import dev.castellan.plan.Step.Certify;
import dev.castellan.plan.Step.RestartNodes;
import dev.castellan.plan.Step.RunPrometheus;
import dev.castellan.plan.Step.StartNodes;
import dev.castellan.plan.Step.StopNodes;
import dev.castellan.plan.Step.WriteFiles;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Blueprint;
import dev.castellan.target.Facts;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.PrometheusFacts;
import dev.castellan.testkit.FakeBlueprint;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Questions;
import dev.castellan.testkit.Specs;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Certificates of Prometheus agents, when those of a cluster are given out.
final class AgentCertificatesTest {
    private static final String ONE = "name: keyed\nnodes: [a]\nsecurity: none\n";
    private static final ClusterSpec SPEC = Specs.aCluster(ONE + "metrics: agent\nmonitoring: {install: prometheus}\n");
    private static final AgentAccess OLD = new AgentAccess("s1", "0123456789abcdef-1");
    private static final AgentAccess NEW = new AgentAccess("s2", "fedcba9876543210-2");
    private static final String AUTHORITIES = "agents/keyed.ca.pem";

    private static final WriteFiles WRITTEN = new WriteFiles(
            1,
            new TreeMap<>(Map.of(AgentRules.FILE, rules(OLD), NodeFacts.JVM_OPTIONS, jvm(OLD))),
            new TreeMap<>(Map.of(AgentRules.FILE, rules(NEW), NodeFacts.JVM_OPTIONS, jvm(NEW))),
            "the certificate of its agent changed");
    private static final RunPrometheus TOLD = new RunPrometheus(
            "a",
            new TreeMap<>(Map.of(AUTHORITIES, "old")),
            new TreeMap<>(Map.of(AUTHORITIES, "old and new")),
            "the authorities of agents changed");

    private static String jvm(AgentAccess access) {
        return "\"-Xmx1g\"\n\"" + access.flag() + "\"\n";
    }

    private static String rules(AgentAccess access) {
        return AgentRules.text(access, "/store");
    }

    private static List<Step> steps(AgentAccess wanted, AgentAccess onDisk, AgentAccess started, String trusted) {
        return NarrowPlans.certificates(question(wanted, onDisk, started, trusted), new TreeMap<>())
                .steps();
    }

    /// @param onDisk the access in the files of the node
    /// @param started the one that it was started with
    private static Question question(AgentAccess wanted, AgentAccess onDisk, AgentAccess started, String trusted) {
        FakeWorld world = new FakeWorld();
        world.settle(Specs.aCluster(ONE));
        Question plain = world.question(SPEC);
        Facts facts = plain.have().facts();
        NodeFacts node = Objects.requireNonNull(facts.nodes().get(1));
        NodeFacts.Running running = node.running().orElseThrow();
        NodeFacts with = new NodeFacts(
                1,
                changed(node.files(), onDisk),
                node.kafkaVersion(),
                node.clusterId(),
                Optional.of(new NodeFacts.Running(
                        running.pid(),
                        running.since(),
                        changed(running.startedWith(), started),
                        running.atStart(),
                        running.loaded())),
                node.past(),
                node.directories(),
                node.dataBytes(),
                node.manifest(),
                node.certificates());
        PrometheusFacts asking =
                new PrometheusFacts(Set.of(), PrometheusFacts.State.READY, Map.of(AUTHORITIES, trusted), List.of());
        Facts whole = new Facts(
                        facts.identity(),
                        Map.of(1, with),
                        facts.takenPorts(),
                        facts.startup(),
                        facts.hosts(),
                        facts.unreachable(),
                        facts.unidentified())
                .watched(new TreeMap<>(Map.of("a", asking)));
        return Questions.with(plain, whole, wanting(wanted));
    }

    private static Map<String, String> changed(Map<String, String> files, AgentAccess access) {
        SortedMap<String, String> changed = new TreeMap<>(files);
        changed.put(NodeFacts.JVM_OPTIONS, jvm(access));
        changed.put(AgentRules.FILE, rules(access));
        return changed;
    }

    private static Blueprint wanting(AgentAccess access) {
        Blueprint usual = new FakeBlueprint();
        return (Blueprint) Proxy.newProxyInstance(
                Blueprint.class.getClassLoader(),
                new Class<?>[] {Blueprint.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "agent" -> Optional.of(access);
                    case "prometheus" -> new TreeMap<>(Map.of(AUTHORITIES, "old and new", "prometheus.yml", "other"));
                    default -> method.invoke(usual, arguments);
                });
    }

    @Test
    void another_certificate_is_written_and_the_node_started_again_and_nothing_else_of_it_is_touched() {
        assertThat(steps(NEW, OLD, OLD, "old and new"))
                .containsExactly(WRITTEN, RestartNodes.of(1, List.of("its agent shows another certificate")));
    }

    @Test
    void one_that_was_written_and_not_taken_up_restarts_the_node() {
        assertThat(steps(NEW, NEW, OLD, "old and new"))
                .containsExactly(RestartNodes.of(1, List.of("its agent shows another certificate")));
    }

    @Test
    void who_asks_learns_of_another_authority_and_where_all_is_right_nothing_is_done() {
        assertThat(steps(OLD, OLD, OLD, "old")).containsExactly(TOLD);
        assertThat(steps(OLD, OLD, OLD, "old and new")).isEmpty();
    }

    @Test
    void where_nobody_trusts_anybody_it_is_there_before_the_start_that_is_due_anyway() {
        SortedSet<Integer> node = new TreeSet<>(Set.of(1));
        String why = "all at once: nobody trusts anybody";
        assertThat(NarrowPlans.recovery(question(NEW, OLD, OLD, "old")).steps())
                .containsExactly(
                        new Certify(1, ""),
                        WRITTEN,
                        new StopNodes(node, Step.Ending.BRIEF, why),
                        new StartNodes(node, why),
                        TOLD);
    }
}
