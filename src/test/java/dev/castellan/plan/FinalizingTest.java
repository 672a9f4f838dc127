package dev.castellan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.knowledge.FeatureSpan;
import dev.castellan.observe.Live;
import dev.castellan.plan.Step.FinalizeFeature;
import dev.castellan.problem.Problem;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Specs;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a cluster may agree to use, and when.
final class FinalizingTest {
    private static final ClusterSpec THREE = Specs.aCluster("kafka: 4.3.1\nnodes: 3\n");

    private final FakeWorld world = FakeWorld.with(THREE);

    @Test
    void metadata_comes_first_and_the_kind_of_the_quorum_never() {
        world.feature("group.version", 0, new FeatureSpan(0, 1));
        world.feature("kraft.version", 0, new FeatureSpan(0, 1));
        world.feature("metadata.version", 25, new FeatureSpan(7, 29));
        world.feature("share.version", 1, new FeatureSpan(0, 1));
        assertThat(Finalizing.pending(awake()))
                .containsExactly(
                        new FinalizeFeature("metadata.version", 25, 29, ""),
                        new FinalizeFeature("group.version", 0, 1, ""));
        assertThat(Finalizing.note(awake()))
                .contains(
                        "not finalized yet: metadata.version 25 -> 29, group.version 0 -> 1; until castellan finalize "
                                + "the release can be taken back");
    }

    @Test
    void only_what_is_pending_can_be_chosen() {
        world.feature("group.version", 0, new FeatureSpan(0, 1));
        List<FinalizeFeature> pending = Finalizing.pending(awake());
        assertThat(Finalizing.chosen(pending, List.of())).contains(pending);
        assertThat(Finalizing.chosen(pending, List.of("group.version"))).contains(pending);
        assertThat(Finalizing.chosen(pending, List.of("share.version"))).isEmpty();
        assertThat(Finalizing.note(awake())).isEmpty();
    }

    @Test
    void every_node_has_to_run_the_release_first() {
        assertThat(Finalizing.refusals(THREE, world.snapshot())).isEmpty();
        assertThat(Finalizing.refusals(Specs.aCluster("kafka: 4.4.0\nnodes: 3\n"), world.snapshot()))
                .extracting(Problem::what)
                .containsExactly("not every node runs Kafka 4.4.0: kafka-1 runs Kafka 4.3.1, kafka-2 runs Kafka 4.3.1, "
                        + "kafka-3 runs Kafka 4.3.1");
        world.stop(2);
        assertThat(Finalizing.refusals(THREE, world.snapshot()))
                .extracting(Problem::what)
                .containsExactly("not every node runs Kafka 4.3.1: kafka-2 runs nothing");
        List.of(1, 3).forEach(world::stop);
        assertThat(Finalizing.refusals(THREE, world.snapshot()))
                .extracting(Problem::what)
                .containsExactly("the cluster does not answer, and it would have to agree");
    }

    private Live.Awake awake() {
        return (Live.Awake) world.snapshot().live();
    }
}
