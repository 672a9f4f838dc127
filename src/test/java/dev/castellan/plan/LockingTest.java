package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.config.Doors;
import dev.castellan.kafka.config.Endpoint;
import dev.castellan.plan.Question.Risk;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.NodeFacts;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Specs;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A cluster goes from open to locked, and back while it may, whatever comes between.
final class LockingTest {
    private static final String NODES = "nodes: {brokers: 2, controllers: 3}\n";
    private static final ClusterSpec NONE = Specs.aCluster(NODES + "security: none\n");
    private static final ClusterSpec BOTH = Specs.aCluster(NODES + "security: both\n");
    private static final ClusterSpec TLS = Specs.aCluster(NODES + "security: tls\n");
    private static final List<ClusterSpec> HERE = List.of(NONE, BOTH, TLS);
    private static final List<ClusterSpec> ON_HOSTS = List.of(
            onHosts("none", "", ""), onHosts("both", "", ""), onHosts("tls", "port: 9095", "controller-port: 9096"));

    /// Two brokers and three controllers.
    private static ClusterSpec onHosts(String security, String port, String controllerPort) {
        StringBuilder nodes = new StringBuilder("target: hosts\nsecurity: " + security + "\nnodes:\n");
        for (int id = 1; id <= 5; id++) {
            String own = id <= 3 ? controllerPort : port;
            nodes.append("- {id: " + id + ", host: 10.0.0." + id + ", roles: " + (id <= 3 ? "controller" : "broker")
                    + (own.isEmpty() ? "" : ", " + own) + "}\n");
        }
        return Specs.aCluster(nodes.toString());
    }

    @Test
    void three_restarts_of_each_node_lead_from_open_to_locked() {
        FakeWorld world = FakeWorld.with(NONE);
        world.accept(Risk.PLAIN_CLIENTS);

        List<Doors> seen = new ArrayList<>();
        List<Step> restarts = new ArrayList<>();
        for (ClusterSpec spec : List.of(BOTH, TLS)) {
            while (true) {
                Plan plan = world.plan(spec);
                if (plan.isEmpty()) {
                    break;
                }
                for (Step step : plan.steps()) {
                    world.execute(step);
                    getOn(world);
                    if (step instanceof Step.RestartNodes) {
                        restarts.add(step);
                    }
                }
                seen.add(one(world));
            }
        }
        assertThat(seen).containsExactly(Doors.ADDED, Doors.BOTH, Doors.CLOSED);
        assertThat(restarts).hasSize(15);
    }

    @Test
    void with_two_kinds_of_doors_there_is_a_way_back() {
        FakeWorld world = FakeWorld.with(NONE);
        Object before = world.state();
        world.settle(BOTH);
        world.settle(NONE);
        assertThat(one(world)).isEqualTo(Doors.OPEN);
        assertThat(world.state().toString())
                .as("nothing is left but the user that Castellan comes as")
                .isEqualTo(before.toString().replace("users={}", "users={admin=[SCRAM-SHA-512]}"));
    }

    @Test
    void clients_with_tls_keep_the_port_they_were_told() {
        FakeWorld world = FakeWorld.with(NONE);
        world.accept(Risk.PLAIN_CLIENTS);
        world.settle(BOTH);
        OptionalInt told = world.snapshot().endpoints().get(1).withTls().clientPort();
        world.settle(TLS);
        assertThat(told).isPresent();
        assertThat(world.snapshot().endpoints().get(1).clientPort()).isEqualTo(told);
        world.stop(1);
        world.settle(TLS);
        assertThat(world.snapshot().endpoints().get(1).clientPort()).isEqualTo(told);
    }

    @Test
    void on_hosts_doors_with_tls_are_three_beyond_and_the_spec_says_so_once_they_are_the_only_ones() {
        ClusterSpec silent = onHosts("tls", "", "");
        FakeWorld world = FakeWorld.with(ON_HOSTS.getFirst());
        world.accept(Risk.PLAIN_CLIENTS);
        world.settle(ON_HOSTS.get(1));
        assertThat(world.snapshot().endpoints()).isEqualTo(addresses(ON_HOSTS.get(1)));
        assertThat(world.snapshot().endpoints().get(4).ports()).containsExactlyInAnyOrder(9092, 9094, 9095);
        assertThat(refusal(world, onHosts("both", "port: 9192", ""))).contains("write port: 9092");
        assertThat(refusal(world, silent)).contains("write port: 9095", "write controller-port: 9096");

        world.settle(ON_HOSTS.getLast());
        assertThat(one(world)).isEqualTo(Doors.CLOSED);
        assertThat(world.snapshot().endpoints().get(4).clientPort()).hasValue(9095);
        assertThat(world.snapshot().endpoints().get(1).controllerPort()).hasValue(9096);
        assertThat(refusal(world, silent)).contains("write port: 9095", "write controller-port: 9096");
    }

    private static SortedMap<Integer, Endpoint> addresses(ClusterSpec spec) {
        SortedMap<Integer, Endpoint> endpoints = new TreeMap<>();
        spec.nodes().forEach(node -> endpoints.put(node.id(), Endpoint.usual(spec, node, "127.0.0.1")));
        return endpoints;
    }

    /// Whatever is wanted next, wherever it is cut off, and whoever dies: at any moment all nodes get on with each
    /// other, and in the end they have what is wanted.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cut_off_anywhere_and_wanted_otherwise_it_ends_where_the_spec_says(boolean onHosts) {
        List<ClusterSpec> specs = onHosts ? ON_HOSTS : HERE;
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            FakeWorld world = FakeWorld.with(specs.getFirst());
            world.accept(Risk.PLAIN_CLIENTS);
            for (int change = 0; change < 6; change++) {
                List<ClusterSpec> possible = specs.stream()
                        .filter(spec ->
                                Planner.plan(world.question(spec)).problems().isEmpty())
                        .toList();
                assertThat(possible)
                        .as("seed %d: somewhere there is a way on", seed)
                        .isNotEmpty();
                ClusterSpec spec = possible.get(random.nextInt(possible.size()));
                List<Step> steps = world.plan(spec).steps();
                int done = random.nextInt(steps.size() + 1);
                for (Step step : steps.subList(0, done)) {
                    world.execute(step);
                    getOn(world);
                }
                if (random.nextInt(3) == 0) {
                    world.stop(1 + random.nextInt(5));
                }
            }
            ClusterSpec last = Stream.of(specs.get(1), specs.getFirst(), specs.getLast())
                    .filter(spec ->
                            Planner.plan(world.question(spec)).problems().isEmpty())
                    .findFirst()
                    .orElseThrow();
            for (int round = 0; round < 8 && !world.plan(last).isEmpty(); round++) {
                for (Step step : world.plan(last).steps()) {
                    world.execute(step);
                    getOn(world);
                }
            }
            assertThat(one(world))
                    .as("seed %d", seed)
                    .isEqualTo(
                            switch (last.security()) {
                                case none -> Doors.OPEN;
                                case both -> Doors.BOTH;
                                case tls -> Doors.CLOSED;
                            });
        }
    }

    @Test
    void a_node_gets_its_next_file_right_before_it_restarts() {
        FakeWorld world = FakeWorld.with(NONE);
        List<Step> steps = world.plan(BOTH).steps();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.RestartNodes restart) {
                assertThat(steps.get(i - 1))
                        .isInstanceOfSatisfying(
                                Step.WriteFiles.class,
                                write -> assertThat(restart.nodes()).containsExactly(write.node()));
            }
        }
        assertThat(steps.stream().filter(Step.WriteFiles.class::isInstance)).hasSize(5);
        assertThat(steps.stream().filter(Step.SetBrokerConfig.class::isInstance))
                .isEmpty();
    }

    @Test
    void a_node_that_does_not_run_keeps_its_doors_or_gets_those_before() {
        FakeWorld world = FakeWorld.with(NONE);
        List<Step> steps = world.plan(BOTH).steps();
        steps.subList(0, 3).forEach(world::execute);
        world.stop(5);
        Plan next = world.plan(BOTH);
        assertThat(next.steps().stream().filter(Step.RestartNodes.class::isInstance))
                .isEmpty();
        assertThat(next.notes().toString()).contains("security: both waits, as kafka-5 does not run");
    }

    @Test
    void what_would_shut_somebody_out_is_refused_with_the_next_step() {
        FakeWorld world = FakeWorld.with(NONE);
        assertThat(refusal(world, TLS)).contains("the cluster is open", "write security: both first");
        world.settle(BOTH);
        assertThat(refusal(world, TLS)).contains("shut out", "--accept-risk=plain-clients");
        world.accept(Risk.PLAIN_CLIENTS);
        world.settle(TLS);
        assertThat(refusal(world, NONE)).contains("the cluster is locked", "write security: tls");
        assertThat(refusal(world, BOTH)).contains("the cluster is locked", "write security: tls");
        assertThat(refusal(new FakeWorld(), BOTH)).contains("a cluster that is new", "write security: tls");
        FakeWorld locked = FakeWorld.with(TLS);
        assertThat(refusal(locked, NONE)).contains("the cluster is locked");
        assertThat(refusal(locked, BOTH)).contains("the cluster is locked");
        FakeWorld fixed = FakeWorld.with(Specs.aCluster(NODES + "security: none\nquorum: static\n"));
        assertThat(refusal(fixed, Specs.aCluster(NODES + "security: both\nquorum: static\n")))
                .contains("controller.quorum.voters");
    }

    private static String refusal(FakeWorld world, ClusterSpec spec) {
        return Problem.errorsIn(Planner.plan(world.question(spec)).problems()).toString();
    }

    private static Doors one(FakeWorld world) {
        NavigableSet<Doors> all = kinds(world);
        assertThat(all).as("all nodes have the same doors").hasSize(1);
        return all.first();
    }

    private static void getOn(FakeWorld world) {
        NavigableSet<Doors> all = kinds(world);
        assertThat(all.first().getsOnWith(all.last())).as("%s", all).isTrue();
    }

    private static NavigableSet<Doors> kinds(FakeWorld world) {
        NavigableSet<Doors> all = new TreeSet<>();
        for (NodeFacts node : world.snapshot().facts().nodes().values()) {
            Locking.read(node.files()).ifPresent(all::add);
            node.running()
                    .flatMap(running -> Locking.read(running.startedWith()))
                    .ifPresent(all::add);
        }
        return all;
    }
}
