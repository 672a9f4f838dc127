package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.WorkerProperties;
import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.plan.Step.InstallWorker;
import dev.castellan.plan.Step.WriteWorker;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.TargetKind;
import dev.castellan.target.Apart;
import dev.castellan.target.Blueprint;
import dev.castellan.target.Facts;
import dev.castellan.target.HostFacts;
import dev.castellan.target.Identity;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.Software;
import dev.castellan.target.WorkerFacts;
import dev.castellan.testkit.FakeBlueprint;
import dev.castellan.testkit.Machine;
import dev.castellan.testkit.Specs;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Workers of Kafka Connect on machines that have no node.
final class WorkerMachinesTest {
    private static final String NODE = "security: none\nnodes: [a]\n";
    private static final Software KAFKA = new Software(List.of(), Optional.of("4.3.1"), 2, 9, Optional.empty());

    private static HostFacts host(String name, Map<Integer, String> listening) {
        Machine machine = Machine.at(name, name);
        machine.java = Optional.of(new HostFacts.Java("/usr/bin/java", 17));
        machine.listening = listening;
        return machine.facts();
    }

    private static WorkerFacts runs(int id, String host, int port) {
        Map<String, String> files =
                Map.of(WorkerProperties.FILE, PropertiesText.write("", Map.of("listeners", "http://0.0.0.0:" + port)));
        return new WorkerFacts(id, host, files, Optional.of(new NodeFacts.Running(7, Optional.empty(), files)));
    }

    private static Facts facts(Map<String, HostFacts> apart, Map<String, String> silent, WorkerFacts... installed) {
        SortedMap<Integer, WorkerFacts> workers = new TreeMap<>();
        for (WorkerFacts worker : installed) {
            workers.put(worker.id(), worker);
        }
        return new Facts(
                        Optional.empty(),
                        Map.of(),
                        Set.of(),
                        Facts.Startup.PREPARED,
                        Map.of(1, host("a", Map.of())),
                        new TreeMap<>(),
                        new TreeSet<>())
                .with(workers)
                .beside(new Apart(new TreeMap<>(apart), new TreeMap<>(silent)));
    }

    /// Kafka is missing on every machine of workers.
    private static Blueprint bare() {
        Blueprint usual = FakeBlueprint.of(TargetKind.hosts);
        return (Blueprint) Proxy.newProxyInstance(
                Blueprint.class.getClassLoader(),
                new Class<?>[] {Blueprint.class},
                (proxy, method, arguments) -> method.getName().equals("missing") && arguments.length == 2
                        ? Optional.of(KAFKA)
                        : method.invoke(usual, arguments));
    }

    private static Question question(String connect, Facts facts) {
        ClusterSpec wanted = Specs.aCluster(NODE + connect);
        return new Question(
                wanted,
                new Snapshot(facts, new Live.Asleep()),
                bare(),
                new Identity("c", new TreeMap<>(Map.of(1, "d"))),
                property -> Question.Reach.RESTART,
                (node, port) -> Optional.empty(),
                Set.of(),
                TreeMap::new,
                1);
    }

    private static List<String> obstacles(String connect, Facts facts) {
        return Obstacles.of(question(connect, facts)).stream()
                .map(Problem::text)
                .toList();
    }

    @Test
    void one_that_does_not_answer_is_told_with_all_its_workers() {
        assertThat(obstacles(
                        "connect: {workers: [{id: 1, host: b}, {id: 2, host: b}]}\n",
                        facts(Map.of(), Map.of("b", "No route to host"))))
                .containsExactly("connect-1 connect-2 (b)  No route to host");
    }

    @Test
    void a_port_that_somebody_else_has_is_told_and_the_workers_own_is_not() {
        Map<String, HostFacts> taken = Map.of("b", host("b", Map.of(8083, "java, pid 7")));
        assertThat(obstacles("connect: {workers: [{id: 1, host: b, port: 8083}]}\n", facts(taken, Map.of())))
                .singleElement()
                .asString()
                .contains("port 8083 of connect-1 on b is taken by java, pid 7; stop that, or give the worker another");
        assertThat(obstacles(
                        "connect: {workers: [{id: 1, host: b, port: 8083}]}\n",
                        facts(taken, Map.of(), runs(1, "b", 8083))))
                .isEmpty();
    }

    @Test
    void whoever_names_no_port_goes_round_a_taken_one() {
        Question question = question(
                "connect: {workers: [{id: 1, host: b}, {id: 2, host: c}]}\n",
                facts(Map.of("b", host("b", Map.of(8083, "java, pid 7")), "c", host("c", Map.of())), Map.of()));
        assertThat(WorkerPorts.of(question, new TreeMap<>())).isEqualTo(Map.of(1, 8084, 2, 8083));
    }

    @Test
    void what_it_lacks_is_brought_once_before_the_files_of_its_workers() {
        Question question = question(
                "connect: {workers: [{id: 1, host: b}, {id: 2, host: b}]}\n",
                facts(Map.of("b", host("b", Map.of())), Map.of()));
        List<Step> steps = Planner.plan(question).plan().steps();
        List<Step> ofWorkers =
                steps.stream().filter(Step.OfWorker.class::isInstance).toList();
        assertThat(ofWorkers.getFirst()).isEqualTo(new InstallWorker(1, KAFKA, "b"));
        assertThat(ofWorkers.subList(1, 3)).allMatch(WriteWorker.class::isInstance);
        assertThat(PlanText.of(Planner.plan(question).plan())).contains("install Kafka 4.3.1 (2 jars, 0 MiB)");
    }

    @Test
    void what_lets_packets_through_restarts_no_worker() {
        SortedMap<String, String> wanted = new TreeMap<>(runs(1, "b", 8083).files());
        wanted.put("ufw.profile", "ports=8083/tcp");
        WorkerFiles files = new WorkerFiles(runs(1, "b", 8083), wanted);
        assertThat(files.outdated(name -> !name.equals("ufw.profile"))).isEmpty();
        assertThat(files.write(1, "differs").orElseThrow().after()).containsOnlyKeys("ufw.profile");
    }

    @Test
    void one_on_which_nothing_is_wanted_any_more_is_in_nobodys_way() {
        Question question = question("", facts(Map.of(), Map.of("b", "No route to host")));
        assertThat(Planner.plan(question).obstacles()).isEmpty();
        assertThat(Planner.plan(question).plan().notes())
                .anySatisfy(note -> assertThat(note)
                        .contains("a worker may be left on b, which cannot be looked at: No route to host"));
    }
}
