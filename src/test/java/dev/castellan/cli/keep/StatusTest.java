package dev.castellan.cli.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.castellan.observe.Live;
import dev.castellan.observe.Snapshot;
import dev.castellan.target.Facts;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Golden;
import dev.castellan.testkit.Specs;
import dev.castellan.view.Report;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
