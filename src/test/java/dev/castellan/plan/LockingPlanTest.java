package dev.castellan.plan;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Specs;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is planned and said as a cluster goes from open to locked, as [PlannerTest] has it.
final class LockingPlanTest {
    static Stream<Arguments> worlds() {
        return Stream.of(
                arguments("doors-with-tls-are-added-beside-the-plain-ones", PlannerTest.disturbed(world -> {})),
                arguments("workers-wait-until-acls-let-them-in", PlannerTest.disturbed(world -> {})),
                arguments(
                        "workers-follow-their-brokers-through-doors-with-tls",
                        PlannerTest.disturbed(
                                world -> world.plan(Specs.aCluster("nodes: 1\nconnect: {workers: 1}\nsecurity: both\n"))
                                        .steps()
                                        .forEach(world::execute))),
                arguments(
                        "nodes-go-over-to-the-doors-with-tls",
                        PlannerTest.disturbed(world -> world.plan(
                                        Specs.aCluster("nodes: {brokers: 1, controllers: 1}\nsecurity: both\n"))
                                .steps()
                                .forEach(world::execute))),
                arguments("plain-doors-are-closed-once-that-is-agreed-to", PlannerTest.disturbed(world -> {
                    world.accept(Question.Risk.PLAIN_CLIENTS);
                    world.settle(Specs.aCluster("nodes: 1\nsecurity: both\n"));
                })),
                arguments(
                        "doors-with-tls-go-again-where-the-spec-wants-none",
                        PlannerTest.disturbed(world -> world.settle(Specs.aCluster("nodes: 1\nsecurity: both\n")))));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("an-open-cluster-is-not-locked-at-once", PlannerTest.disturbed(world -> {})),
                arguments(
                        "plain-doors-are-not-closed-without-a-word",
                        PlannerTest.disturbed(world -> world.settle(Specs.aCluster(
                                "nodes:\n- {id: 1, port: 9092, controller-port: 9093}\nsecurity: both\n")))),
                arguments(
                        "an-open-cluster-that-keeps-somebody-out-is-not-opened-further",
                        PlannerTest.disturbed(world -> {})));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void a_change_is_planned(String sentence, Consumer<FakeWorld> disturbance) {
        PlannerTest.changes(sentence, disturbance);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void what_cannot_be_done_is_refused_with_the_reason(String sentence, Consumer<FakeWorld> disturbance) {
        PlannerTest.refuses(sentence, disturbance);
    }
}
