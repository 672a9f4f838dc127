package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.plan.Step.Certify;
import dev.castellan.plan.Step.ReloadCertificates;
import dev.castellan.plan.Step.RestartNodes;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Facts;
import dev.castellan.target.NodeCertificates;
import dev.castellan.target.NodeFacts;
import dev.castellan.testkit.FakeBlueprint;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Questions;
import dev.castellan.testkit.Specs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What follows from a certificate that is new, for a node that runs and for one that does not.
class CertificateChangesTest {
    private static final ClusterSpec THREE = Specs.aCluster("name: keyed\nnodes: 3\n");
    private static final ClusterSpec APART = Specs.aCluster("""
            name: keyed
            nodes:
            - {id: 1, roles: [controller]}
            - {id: 2, roles: [broker]}
            """);

    @Test
    void a_broker_that_runs_reloads_what_it_is_given_and_one_that_is_stopped_only_starts() {
        FakeWorld world = settled(THREE);
        world.stop(3);

        List<Step> steps = steps(world, THREE, new FakeBlueprint(Map.of(1, "is due", 3, "is due"), Map.of()), "new");

        assertThat(steps)
                .contains(new Certify(1, "is due"), new Certify(3, "is due"), new ReloadCertificates(1, ""))
                .doesNotContain(new ReloadCertificates(3, ""));
        assertThat(steps.indexOf(new ReloadCertificates(1, ""))).isGreaterThan(steps.indexOf(new Certify(1, "is due")));
        assertThat(steps).noneMatch(RestartNodes.class::isInstance);
    }

    @Test
    void a_run_that_was_killed_before_the_reload_is_made_up_for() {
        List<Step> steps = steps(settled(THREE), THREE, new FakeBlueprint(), "older");

        assertThat(steps)
                .containsExactly(
                        new ReloadCertificates(1, "it still goes by older ones"),
                        new ReloadCertificates(2, "it still goes by older ones"),
                        new ReloadCertificates(3, "it still goes by older ones"));
    }

    @Test
    void a_node_that_has_loaded_what_it_has_is_left_alone() {
        assertThat(steps(settled(THREE), THREE, new FakeBlueprint(), "new")).isEmpty();
    }

    @Test
    void what_a_node_connects_to_controllers_with_needs_a_restart_and_then_no_reload() {
        List<Step> steps =
                steps(settled(THREE), THREE, new FakeBlueprint(Map.of(2, "is due"), Map.of("new", "too old")), "new");

        assertThat(steps).filteredOn(RestartNodes.class::isInstance).hasSize(3);
        assertThat(steps).contains(RestartNodes.of(2, List.of("too old")));
        assertThat(steps).noneMatch(ReloadCertificates.class::isInstance);
    }

    @Test
    void a_controller_alone_restarts() {
        List<Step> steps =
                steps(settled(APART), APART, new FakeBlueprint(Map.of(1, "is due", 2, "is due"), Map.of()), "new");

        String why = "a controller loads certificates when it starts";
        assertThat(steps)
                .containsExactly(
                        new Certify(1, "is due"),
                        new Certify(2, "is due"),
                        new ReloadCertificates(2, ""),
                        RestartNodes.of(1, List.of(why)));
    }

    @Test
    void nodes_get_new_ones_when_they_are_asked_to() {
        Question question = question(settled(THREE), THREE, new FakeBlueprint(), "new");

        assertThat(NarrowPlans.certificates(question, new TreeMap<>(Map.of(2, "asked for")))
                        .steps())
                .containsExactly(new Certify(2, "asked for"), new ReloadCertificates(2, ""));
    }

    private static FakeWorld settled(ClusterSpec spec) {
        FakeWorld world = new FakeWorld();
        world.settle(spec);
        return world;
    }

    private static List<Step> steps(FakeWorld world, ClusterSpec spec, FakeBlueprint files, String loaded) {
        return Planner.plan(question(world, spec, files, loaded)).plan().steps();
    }

    private static Question question(FakeWorld world, ClusterSpec spec, FakeBlueprint files, String loaded) {
        Question plain = world.question(spec);
        Facts facts = plain.have().facts();
        Map<Integer, NodeFacts> nodes = facts.nodes().values().stream()
                .collect(Collectors.toMap(NodeFacts::id, node -> withCertificates(node, loaded)));
        return Questions.with(plain, new Facts(facts.identity(), nodes, facts.takenPorts(), facts.startup()), files);
    }

    private static NodeFacts withCertificates(NodeFacts node, String loaded) {
        Optional<NodeCertificates> atStart = Optional.of(new NodeCertificates(loaded, "authority"));
        return new NodeFacts(
                node.id(),
                node.files(),
                node.kafkaVersion(),
                node.clusterId(),
                node.running()
                        .map(running -> new NodeFacts.Running(
                                running.pid(), running.since(), running.startedWith(), atStart, atStart)),
                node.past(),
                node.directories(),
                node.dataBytes(),
                node.manifest(),
                new NodeCertificates("new", "authority"));
    }
}
