package dev.castellan.plan;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.castellan.kafka.knowledge.FeatureSpan;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Specs;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is planned and said about where controllers stand, as [PlannerTest] has it.
final class QuorumPlanTest {
    static Stream<Arguments> worlds() {
        return Stream.of(
                arguments("a-static-quorum-is-named-with-the-way-on", PlannerTest.disturbed(world -> {})),
                arguments(
                        "a-static-quorum-becomes-dynamic-in-a-plan-of-its-own",
                        PlannerTest.disturbed(QuorumPlanTest::agree)),
                arguments(
                        "a-change-of-the-quorum-goes-on-where-it-was-cut-off",
                        PlannerTest.disturbed(QuorumPlanTest::beginChange)),
                arguments("a-static-quorum-stays-until-every-node-runs", PlannerTest.disturbed(world -> {
                    agree(world);
                    world.stop(2);
                })),
                arguments(
                        "files-keep-their-voters-while-nobody-answers",
                        PlannerTest.disturbed(world -> world.silence("no answer within 6 s"))));
    }

    private static void agree(FakeWorld world) {
        world.feature(Finalizing.QUORUM_KIND, 0, new FeatureSpan(0, 1));
        world.accept(Question.Risk.NO_WAY_BACK);
    }

    /// Kafka has them in its log, one node has restarted, another has got its file.
    private static void beginChange(FakeWorld world) {
        agree(world);
        world.plan(Specs.aCluster("nodes: 3\n")).steps().subList(0, 4).forEach(world::execute);
        world.accept();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("a-static-quorum-is-not-changed-without-a-word", PlannerTest.disturbed(world -> {})),
                arguments(
                        "a-static-quorum-is-not-changed-by-a-release-that-only-says-so",
                        PlannerTest.disturbed(QuorumPlanTest::agree)),
                arguments(
                        "a-static-quorum-is-not-changed-beside-other-things",
                        PlannerTest.disturbed(QuorumPlanTest::agree)),
                arguments("a-dynamic-quorum-does-not-become-static", PlannerTest.disturbed(world -> {})),
                arguments(
                        "controllers-of-a-static-quorum-stay-where-they-are",
                        PlannerTest.disturbed(world -> world.silence("no answer within 6 s"))));
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
