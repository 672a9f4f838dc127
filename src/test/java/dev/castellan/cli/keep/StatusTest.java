package dev.castellan.cli.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.target.Facts;
import dev.castellan.target.PrometheusFacts;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Golden;
import dev.castellan.testkit.Specs;
import dev.castellan.view.Report;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One screen about a cluster: what is wrong, what it means, and what to do.
final class StatusTest {
    private static final String TOPICS = "\ntopics: {clicks: {partitions: 3}}";

    static Stream<Arguments> scenes() {
        return Stream.of(
                arguments("status-of-a-healthy-cluster-complains-of-nothing", world("nodes: 3")),
                arguments("status-with-one-broker-killed-names-it-and-what-heals", world("nodes: 3", 3)),
                arguments("status-with-the-quorum-lost-says-what-still-works", world("nodes: 3", 2, 3)),
                arguments("status-of-a-cluster-at-rest-says-that-its-data-is-there", world("nodes: 3", 1, 2, 3)),
                arguments("status-of-a-silent-cluster-says-that-nobody-answers", silent()),
                arguments(
                        "status-of-brokers-and-controllers-apart-shows-their-roles",
                        world("nodes: {brokers: 2, controllers: 3}", 5)),
                arguments("status-with-too-few-in-sync-says-that-writes-are-refused", world("nodes: 5", 4, 5)),
                arguments("status-with-the-only-copy-away-says-that-it-is-offline", oneCopy()),
                arguments("status-shows-workers-and-connectors-that-failed", workers()));
    }

    private static FakeWorld workers() {
        FakeWorld world = FakeWorld.with(Specs.aCluster("""
                nodes: 1
                connect: {workers: 2}
                connectors: {cdc: {config: {connector.class: Any}}, lines: {config: {connector.class: Any}}}
                """));
        world.workers().stop(2);
        world.workers().fail("cdc", "org.postgresql.util.PSQLException: password is wrong\n\tat somewhere");
        return world;
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void a_snapshot_is_one_screen(String sentence, FakeWorld world) {
        Status status = Status.of("orders", world.snapshot(), Instant.ofEpochSecond(90));
        Golden.folder(sentence).holds(new Report("Status", status, StatusText.of(status)));
    }

    @Test
    void the_prometheus_of_a_cluster_is_on_its_screen_with_whom_it_does_not_reach() {
        PrometheusFacts ready = new PrometheusFacts(
                Set.of(),
                PrometheusFacts.State.READY,
                Map.of(),
                List.of(
                        new PrometheusFacts.Asked("kafka-1", "10.0.0.1:7071", PrometheusFacts.Health.UP, ""),
                        new PrometheusFacts.Asked("kafka-2", "10.0.0.2:7071", PrometheusFacts.Health.DOWN, "timed out"),
                        new PrometheusFacts.Asked("kafka-3", "10.0.0.3:7071", PrometheusFacts.Health.UNKNOWN, "")));
        PrometheusFacts unsettled = new PrometheusFacts(Set.of(), PrometheusFacts.State.UNSETTLED, Map.of(), List.of());
        PrometheusFacts absent = new PrometheusFacts(Set.of(), PrometheusFacts.State.ABSENT, Map.of(), List.of());
        Facts facts = world("nodes: 3")
                .snapshot()
                .facts()
                .watched(new TreeMap<>(Map.of("10.0.0.1", ready, "10.0.0.2", unsettled, "10.0.0.3", absent)));

        Status status = Status.of("orders", world("nodes: 3").snapshot(), Instant.ofEpochSecond(90))
                .with(PrometheusLines.of(Specs.aCluster("nodes: 3"), facts), PrometheusLines.concerns(facts));
        Golden.folder("status-shows-the-prometheus-of-a-cluster-and-whom-it-does-not-reach")
                .holds(new Report("Status", status, StatusText.of(status)));
    }

    @Test
    void one_copy_is_enough_where_there_is_no_more_than_one() {
        FakeWorld world = FakeWorld.with(Specs.aCluster("nodes: 3\ntopics: {logs: {replication-factor: 1}}"));
        assertThat(new Concerns(world.snapshot()).list()).isEmpty();
        assertThat(new Concerns(world.snapshot()).health()).isEqualTo("healthy");
    }

    @Test
    void a_cluster_of_somebody_else_is_judged_by_what_it_says() {
        Facts nothing = new Facts(Optional.empty(), Map.of(), Set.of(), Facts.Startup.PREPARED);
        assertThat(new Concerns(new Snapshot(nothing, new Live.Silent("timed out"))).health())
                .isEqualTo("silent");
        assertThat(new Concerns(new Snapshot(
                                nothing, world("nodes: 3").snapshot().live()))
                        .health())
                .isEqualTo("healthy");
    }

    private static FakeWorld oneCopy() {
        FakeWorld world =
                FakeWorld.with(Specs.aCluster("nodes: 3\ntopics: {logs: {replication-factor: 1, partitions: 3}}"));
        world.stop(3);
        return world;
    }

    private static FakeWorld silent() {
        FakeWorld world = world("nodes: 3");
        world.silence("no answer within 6 s");
        return world;
    }

    private static FakeWorld world(String nodes, int... stopped) {
        FakeWorld world = FakeWorld.with(Specs.aCluster(nodes + TOPICS));
        for (int node : stopped) {
            world.stop(node);
        }
        return world;
    }
}
