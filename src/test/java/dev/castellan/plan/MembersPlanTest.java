package dev.castellan.plan;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.castellan.apply.PlanFile;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Golden;
import dev.castellan.testkit.Specs;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is planned when nodes come and go, and what is refused. A folder holds the spec the world was made with, the
/// spec that is wanted now, and the answer.
final class MembersPlanTest {
    static Stream<Arguments> worlds() {
        return Stream.of(
                arguments("new-brokers-get-their-share-of-replicas", disturbed(world -> {})),
                arguments("new-brokers-get-nothing-where-the-spec-says-so", disturbed(world -> {})),
                arguments("new-controllers-get-a-vote-once-they-run", disturbed(world -> {})),
                arguments(
                        "nodes-that-are-to-leave-are-drained-first",
                        disturbed(world -> world.topics().add("by-hand", 4, List.of(3, 4)))),
                arguments("nodes-that-are-gone-may-be-taken-out-of-the-file", disturbed(world -> {})),
                arguments("a-lost-machine-has-its-place-taken-by-another", disturbed(world -> world.lose(2))),
                arguments(
                        "who-is-new-to-a-locked-cluster-waits-for-its-answer",
                        disturbed(world -> world.silence("no answer within 6 s"))),
                arguments("who-is-new-to-a-locked-cluster-is-let-in-first", disturbed(world -> {})),
                arguments(
                        "a-node-leaves-once-the-cluster-runs",
                        disturbed(world -> List.of(1, 2, 3, 4, 5).forEach(world::stop))));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("a-static-quorum-stays-as-it-is", disturbed(FakeWorld::fixQuorum)),
                arguments("who-cannot-be-done-without-stays", disturbed(world -> {})),
                arguments("what-only-a-lost-machine-had-is-named", disturbed(world -> world.lose(2))));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void who_comes_or_goes_is_planned(String sentence, Consumer<FakeWorld> disturbance) {
        Golden golden = Golden.folder(sentence);
        FakeWorld world = FakeWorld.with(Specs.aCluster(golden.given("before.yaml")));
        disturbance.accept(world);
        Plan plan = world.plan(Specs.aCluster(golden.given("cluster.yaml")));
        golden.holds(Map.of(
                "plan.txt",
                PlanText.of(plan) + "\n",
                "plan.json",
                PlanFile.body(plan).toPrettyString() + "\n"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void who_cannot_come_or_go_is_refused_with_the_reason(String sentence, Consumer<FakeWorld> disturbance) {
        Golden golden = Golden.folder(sentence);
        FakeWorld world = FakeWorld.with(Specs.aCluster(golden.given("before.yaml")));
        disturbance.accept(world);
        Planner.Answer answer = Planner.plan(world.question(Specs.aCluster(golden.given("cluster.yaml"))));
        golden.holds(Map.of(
                "problems.txt",
                Stream.concat(answer.problems().stream(), answer.obstacles().stream())
                        .map(problem -> problem.text() + "\n")
                        .collect(Collectors.joining())));
    }

    private static Consumer<FakeWorld> disturbed(Consumer<FakeWorld> disturbance) {
        return disturbance;
    }
}
