package dev.castellan.plan;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.castellan.testkit.FakeWorld;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is planned when nodes come and go, and what is refused. A folder holds the spec the world was made with, the
/// spec that is wanted now, and the answer.
final class MembersPlanTest {
    static Stream<Arguments> worlds() {
        return Stream.of(
                arguments("new-brokers-get-their-share-of-replicas", PlannerTest.disturbed(world -> {})),
                arguments("new-brokers-get-nothing-where-the-spec-says-so", PlannerTest.disturbed(world -> {})),
                arguments("new-controllers-get-a-vote-once-they-run", PlannerTest.disturbed(world -> {})),
                arguments(
                        "nodes-that-are-to-leave-are-drained-first",
                        PlannerTest.disturbed(world -> world.topics().add("by-hand", 4, List.of(3, 4)))),
                arguments("nodes-that-are-gone-may-be-taken-out-of-the-file", PlannerTest.disturbed(world -> {})),
                arguments(
                        "a-lost-machine-has-its-place-taken-by-another", PlannerTest.disturbed(world -> world.lose(2))),
                arguments(
                        "who-is-new-to-a-locked-cluster-waits-for-its-answer",
                        PlannerTest.disturbed(world -> world.silence("no answer within 6 s"))),
                arguments("who-is-new-to-a-locked-cluster-is-let-in-first", PlannerTest.disturbed(world -> {})),
                arguments(
                        "a-node-leaves-once-the-cluster-runs",
                        PlannerTest.disturbed(world -> List.of(1, 2, 3, 4, 5).forEach(world::stop))));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("a-static-quorum-stays-as-it-is", PlannerTest.disturbed(world -> {})),
                arguments("who-cannot-be-done-without-stays", PlannerTest.disturbed(world -> {})),
                arguments("what-only-a-lost-machine-had-is-named", PlannerTest.disturbed(world -> world.lose(2))));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void who_comes_or_goes_is_planned(String sentence, Consumer<FakeWorld> disturbance) {
        PlannerTest.changes(sentence, disturbance);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void who_cannot_come_or_go_is_refused_with_the_reason(String sentence, Consumer<FakeWorld> disturbance) {
        PlannerTest.refuses(sentence, disturbance);
    }
}
