package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.config.AgentAccess;
import dev.castellan.kafka.config.AgentRules;
import dev.castellan.plan.Step.RestartWorker;
import dev.castellan.plan.Step.StartNodes;
import dev.castellan.plan.Step.WriteWorker;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Blueprint;
import dev.castellan.target.Facts;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.WorkerFacts;
import dev.castellan.target.WorkerKeys;
import dev.castellan.testkit.FakeBlueprint;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Questions;
import dev.castellan.testkit.Specs;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Certificates of workers, when those of a cluster are given out.
final class WorkerCertificatesTest {
    private static final ClusterSpec SPEC = Specs.aCluster("name: keyed\nnodes: 1\nconnect: {workers: 2}\n");

    private static SortedMap<String, String> files(String certificate, String authorities) {
        return new TreeMap<>(Map.of(
                "connect-distributed.properties",
                "listeners=https://:8083\n",
                WorkerKeys.CERTIFICATE,
                certificate,
                WorkerKeys.AUTHORITIES,
                authorities));
    }

    /// The first has what is wanted on its disk and was started with it or with something older, the second is not
    /// there.
    private static List<Step> steps(
            SortedMap<String, String> wanted, SortedMap<String, String> installed, String with) {
        return steps(wanted, installed, with, Optional.empty());
    }

    private static List<Step> steps(
            SortedMap<String, String> wanted,
            SortedMap<String, String> installed,
            String with,
            Optional<AgentAccess> agent) {
        return NarrowPlans.certificates(question(wanted, installed, with, agent), new TreeMap<>())
                .steps();
    }

    /// @param agent how its Prometheus agent should be entered
    private static Question question(
            SortedMap<String, String> wanted,
            SortedMap<String, String> installed,
            String with,
            Optional<AgentAccess> agent) {
        FakeWorld world = new FakeWorld();
        world.settle(Specs.aCluster("name: keyed\nnodes: 1\n"));
        Question plain = world.question(SPEC);
        Facts facts = plain.have().facts();
        NodeFacts.Running running = new NodeFacts.Running(7, Optional.of(Instant.EPOCH), files(with, "old"));
        Map<Integer, WorkerFacts> workers = Map.of(1, new WorkerFacts(1, "", installed, Optional.of(running)));
        return Questions.with(plain, facts.with(new TreeMap<>(workers)), giving(wanted, agent));
    }

    private static Blueprint giving(SortedMap<String, String> ofWorkers, Optional<AgentAccess> agent) {
        Blueprint usual = new FakeBlueprint();
        return (Blueprint) Proxy.newProxyInstance(
                Blueprint.class.getClassLoader(),
                new Class<?>[] {Blueprint.class},
                (proxy, method, arguments) -> switch (method.getName() + (arguments == null ? 0 : arguments.length)) {
                    case "files4" -> ofWorkers;
                    case "agent2" -> agent;
                    default -> method.invoke(usual, arguments);
                });
    }

    @Test
    void another_authority_is_written_and_the_worker_started_again() {
        SortedMap<String, String> before = files("mine", "old");
        before.put("connect-distributed.properties", "not looked at\n");

        assertThat(steps(files("mine", "old and new"), before, "mine"))
                .containsExactly(
                        new WriteWorker(
                                1,
                                new TreeMap<>(Map.of(WorkerKeys.AUTHORITIES, "old")),
                                new TreeMap<>(Map.of(WorkerKeys.AUTHORITIES, "old and new")),
                                "its certificate or its authorities changed"),
                        new RestartWorker(1, "runs with another ca.pem"));
    }

    @Test
    void its_agent_comes_along_and_nothing_else_of_its_flags() {
        AgentAccess before = new AgentAccess("old", "0123456789abcdef");
        AgentAccess after = new AgentAccess("new", "fedcba9876543210");
        SortedMap<String, String> installed = files("mine", "old");
        installed.put("jvm.options", "-Xmx1g\n" + before.flag() + "\n");
        installed.put("jmx-agent.yml", AgentRules.text(before, "/store"));
        SortedMap<String, String> wanted = files("another", "old");
        wanted.put("jvm.options", "-Xmx2g\n" + after.flag() + "\n");

        SortedMap<String, String> written = new TreeMap<>(Map.of(
                WorkerKeys.CERTIFICATE,
                "another",
                "jvm.options",
                "-Xmx1g\n" + after.flag() + "\n",
                "jmx-agent.yml",
                AgentRules.text(after, "/store")));
        assertThat(steps(wanted, installed, "mine", Optional.of(after)).getFirst())
                .isInstanceOfSatisfying(
                        WriteWorker.class, write -> assertThat(write.after()).isEqualTo(written));
    }

    @Test
    void where_nobody_trusts_anybody_it_starts_again_once_the_nodes_are_back() {
        List<Step> steps = NarrowPlans.recovery(
                        question(files("another", "new"), files("mine", "old"), "mine", Optional.empty()))
                .steps();
        assertThat(steps.subList(steps.size() - 3, steps.size()))
                .containsExactly(
                        new StartNodes(new TreeSet<>(Set.of(1)), "all at once: nobody trusts anybody"),
                        new WriteWorker(
                                1,
                                new TreeMap<>(Map.of(WorkerKeys.CERTIFICATE, "mine", WorkerKeys.AUTHORITIES, "old")),
                                new TreeMap<>(Map.of(WorkerKeys.CERTIFICATE, "another", WorkerKeys.AUTHORITIES, "new")),
                                "its certificate or its authorities changed"),
                        new RestartWorker(1, "runs with another ca.pem, certificate.pem"));
    }

    @Test
    void what_was_written_before_a_run_was_cut_off_still_takes_a_restart() {
        assertThat(steps(files("mine", "old"), files("mine", "old"), "older"))
                .containsExactly(new RestartWorker(1, "runs with another certificate.pem"));
    }

    @Test
    void one_that_has_what_it_should_is_left_alone_and_so_is_an_open_cluster() {
        assertThat(steps(files("mine", "old"), files("mine", "old"), "mine")).isEmpty();
        assertThat(steps(new TreeMap<>(Map.of("jvm.options", "-Xmx1g\n")), files("mine", "old"), "mine"))
                .isEmpty();
    }
}
