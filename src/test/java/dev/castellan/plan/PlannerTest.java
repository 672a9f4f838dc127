package dev.castellan.plan;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.castellan.apply.PlanFile;
import dev.castellan.kafka.knowledge.FeatureSpan;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Golden;
import dev.castellan.testkit.Specs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is planned, and what is refused. A folder holds the spec the world was made with (`before.yaml`; without one
/// the world is empty), the spec that is wanted now, and the answer.
final class PlannerTest {
    static Stream<Arguments> worlds() {
        return Stream.of(
                arguments("a-cluster-as-the-spec-wants-it-has-an-empty-plan", disturbed(world -> {})),
                arguments("a-further-broker-is-installed-beside-the-running-ones", disturbed(world -> {})),
                arguments("a-stopped-node-is-started", disturbed(world -> world.stop(2))),
                arguments(
                        "a-cluster-at-rest-is-started-and-compared-later",
                        disturbed(world -> List.of(1, 2, 3).forEach(world::stop))),
                arguments("a-property-that-can-change-while-brokers-run-restarts-nothing", disturbed(world -> {})),
                arguments("a-property-of-each-broker-is-set-on-each", disturbed(world -> {})),
                arguments("a-property-that-needs-a-restart-is-shown-once-for-six-nodes", disturbed(world -> {})),
                arguments("a-heap-of-one-node-restarts-that-node", disturbed(world -> {})),
                arguments(
                        "a-property-that-left-the-spec-is-taken-back-first",
                        disturbed(world -> world.setClusterConfig("log.retention.ms", "1"))),
                arguments("the-last-property-that-left-the-spec-leaves-its-defaults", disturbed(world -> {})),
                arguments(
                        "a-file-changed-by-hand-is-put-back",
                        disturbed(world -> world.edit(2, "jvm.options", "-Xmx9g\n"))),
                arguments("a-dynamic-value-set-by-hand-is-put-right-or-named", disturbed(world -> {
                    world.setClusterConfig("log.retention.ms", "9");
                    world.setBrokerConfig(2, "log.retention.ms", "8");
                    world.setClusterConfig("message.max.bytes", "5");
                    world.setBrokerConfig(3, "ssl.keystore.location", "/by/hand");
                })),
                arguments("topics-are-added-widened-and-changed", disturbed(world -> {})),
                arguments(
                        "a-silent-cluster-is-not-compared", disturbed(world -> world.silence("no answer within 6 s"))),
                arguments("a-second-broker-raises-the-copies", disturbed(world -> {})),
                arguments("storage-that-is-gone-is-formatted-once-the-loss-is-accepted", disturbed(world -> {
                    world.stop(2);
                    world.replaceStorage(2, Optional.empty());
                    world.accept(Question.Risk.DATA_LOSS);
                })),
                arguments("a-cluster-that-never-ran-makes-way-for-taken-ports", disturbed(world -> {
                    world.neverStarted();
                    world.occupy(9095);
                })),
                arguments("a-release-goes-to-one-node-first", disturbed(world -> {
                    world.spare(2);
                    world.feature("metadata.version", 25, new FeatureSpan(7, 29));
                    world.feature("kraft.version", 0, new FeatureSpan(0, 1));
                })),
                arguments("a-change-of-the-release-goes-on-where-it-was-cut-off", disturbed(PlannerTest::beginUpgrade)),
                arguments("a-lost-identity-is-read-from-the-storage", disturbed(world -> world.forgetIdentity())));
    }

    /// The first node runs the other release, the second has got its files.
    private static void beginUpgrade(FakeWorld world) {
        List<Step> steps =
                world.plan(Specs.aCluster("kafka: 4.3.1\nnodes: 3\n")).steps();
        steps.subList(0, 4).forEach(world::execute);
    }

    static Stream<Arguments> topicsOfWorlds() {
        return Stream.of(
                arguments("a-topic-gets-more-copies-by-a-throttled-move", disturbed(world -> {})),
                arguments("a-move-that-was-cut-off-goes-on", disturbed(world -> {
                    world.topics().interrupt("clicks", 0, List.of(1, 3));
                    world.topics().configure("clicks", "leader.replication.throttled.replicas", "0:1,1:2");
                    world.setBrokerConfig(1, "leader.replication.throttled.rate", "52428800");
                })),
                arguments(
                        "a-move-that-somebody-else-began-is-left-alone",
                        disturbed(world -> world.topics().interrupt("clicks", 0, List.of(1, 3)))),
                arguments("what-a-cut-off-move-left-behind-is-taken-away", disturbed(world -> {
                    world.topics().configure("clicks", "leader.replication.throttled.replicas", "0:1,1:2");
                    world.setBrokerConfig(1, "leader.replication.throttled.rate", "52428800");
                })),
                arguments(
                        "a-topic-deleted-by-hand-is-made-again",
                        disturbed(world -> world.topics().delete("orders"))),
                arguments("topics-that-the-spec-does-not-name-are-left-alone-and-named", disturbed(world -> {})),
                arguments(
                        "topics-that-the-spec-does-not-name-are-deleted-once-that-is-agreed-to",
                        disturbed(world -> world.accept(Question.Risk.DELETE_TOPICS))),
                arguments("a-topic-lives-on-the-brokers-it-is-given", disturbed(world -> {})));
    }

    static Stream<Arguments> usersOfWorlds() {
        return Stream.of(
                arguments("what-drifted-of-a-user-is-put-back", disturbed(world -> {
                    world.access().quota("orders-app", "consumer_byte_rate", 7);
                    world.access()
                            .allow(
                                    "User:orders-app",
                                    Specs.aCluster("users: {x: {consume: [secret]}}")
                                            .users()
                                            .getFirst()
                                            .rules());
                })),
                arguments("strangers-are-left-alone-and-named", disturbed(world -> {})),
                arguments("strangers-are-deleted-where-the-spec-says-prune", disturbed(world -> {})),
                arguments("acls-wait-for-the-authorizer", disturbed(world -> {})));
    }

    static Stream<Arguments> emptyWorlds() {
        return Stream.of(
                arguments("users-get-passwords-acls-and-quotas", disturbed(world -> {})),
                arguments("a-new-cluster-may-have-a-static-quorum", disturbed(world -> {})),
                arguments("a-new-cluster-is-installed-formatted-started-and-given-its-topics", disturbed(world -> {})),
                arguments("a-new-cluster-of-brokers-and-controllers-makes-way-for-taken-ports", disturbed(world -> {
                    world.occupy(9092);
                    world.occupy(9095);
                })));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("a-node-that-left-the-spec-is-not-taken-away", disturbed(world -> {})),
                arguments("a-finalized-feature-keeps-a-cluster-from-going-back", disturbed(world -> {
                    world.feature("metadata.version", 29, new FeatureSpan(7, 25));
                    world.feature("group.version", 1, new FeatureSpan(0, 1));
                    world.feature("streams.version", 1, new FeatureSpan(0, 0));
                })),
                arguments(
                        "storage-of-another-cluster-is-left-alone",
                        disturbed(world -> world.replaceStorage(2, Optional.of("somebody-elses")))),
                arguments("storage-of-two-clusters-is-no-cluster", disturbed(world -> {
                    world.forgetIdentity();
                    world.replaceStorage(3, Optional.of("somebody-elses"));
                })),
                arguments("a-port-that-is-taken-is-not-given", disturbed(world -> {
                    world.occupy(9200);
                    world.occupy(9201);
                })),
                arguments("data-stays-in-its-directories", disturbed(world -> {})),
                arguments("storage-that-is-gone-is-not-formatted-without-a-word", disturbed(world -> {
                    world.stop(2);
                    world.replaceStorage(2, Optional.empty());
                })),
                arguments("a-majority-of-controllers-without-storage-is-no-cluster", disturbed(world -> {
                    world.accept(Question.Risk.DATA_LOSS);
                    world.replaceStorage(1, Optional.empty());
                    world.replaceStorage(2, Optional.empty());
                })),
                arguments("a-kept-port-that-somebody-took-is-named", disturbed(world -> {
                    world.stop(2);
                    world.occupy(9094);
                })),
                arguments("what-would-lose-or-disorder-records-waits-for-a-word", disturbed(world -> {
                    world.topics().hold("a", 1204);
                    world.topics().hold("keyed", 3);
                    world.topics().hold("short", 1);
                    world.topics().hold("small", 5_000_000);
                })),
                arguments("users-need-an-authorizer", disturbed(world -> {})),
                arguments("the-last-admin-stays-until-that-is-agreed-to", disturbed(world -> {})),
                arguments("every-refusal-is-told-at-once", disturbed(world -> world.occupy(9300))));
    }

    @ParameterizedTest
    @MethodSource({"worlds", "topicsOfWorlds", "usersOfWorlds"})
    void a_change_is_planned(String sentence, Consumer<FakeWorld> disturbance) {
        changes(sentence, disturbance);
    }

    @ParameterizedTest
    @MethodSource("emptyWorlds")
    void a_cluster_is_planned_from_nothing(String sentence, Consumer<FakeWorld> disturbance) {
        holds(Golden.folder(sentence), new FakeWorld(), disturbance);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void what_cannot_be_done_is_refused_with_the_reason(String sentence, Consumer<FakeWorld> disturbance) {
        refuses(sentence, disturbance);
    }

    /// What the planner answers in a world that was made with `before.yaml` and then disturbed.
    static void refuses(String sentence, Consumer<FakeWorld> disturbance) {
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

    static void changes(String sentence, Consumer<FakeWorld> disturbance) {
        Golden golden = Golden.folder(sentence);
        holds(golden, FakeWorld.with(Specs.aCluster(golden.given("before.yaml"))), disturbance);
    }

    private static void holds(Golden golden, FakeWorld world, Consumer<FakeWorld> disturbance) {
        disturbance.accept(world);
        Plan plan = world.plan(Specs.aCluster(golden.given("cluster.yaml")));
        golden.holds(Map.of(
                "plan.txt",
                PlanText.of(plan) + "\n",
                "plan.json",
                PlanFile.body(plan).toPrettyString() + "\n"));
    }

    static Consumer<FakeWorld> disturbed(Consumer<FakeWorld> disturbance) {
        return disturbance;
    }
}
