package dev.castellan.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Target.Pulse;
import dev.castellan.testkit.FakeTarget;
import dev.castellan.testkit.FakeWorld;
import dev.castellan.testkit.Specs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// How long one waits for nodes, and what ends the wait. Nothing listens on ports 1 and 2.
final class ReadinessTest {
    private static final FakeWorld ONE = FakeWorld.with(Specs.aCluster("nodes: [{port: 1, controller-port: 2}]"));

    private final List<String> said = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    @Test
    void a_process_that_ends_is_told_with_its_last_complaint() {
        assertThatThrownBy(() -> await(
                        ONE, node -> new Pulse(false, 0), List.of("x ERROR no space left", "INFO shutting down"), 1))
                .isInstanceOf(WorldRefused.class)
                .hasMessage("kafka-1  its process ended; the last it said: x ERROR no space left; "
                        + "castellan logs kafka-1");
        assertThat(now).isEqualTo(Instant.EPOCH);
    }

    @Test
    void when_nothing_moves_for_a_minute_it_gives_up() {
        assertThatThrownBy(() -> await(ONE, node -> new Pulse(true, 100), List.of(), 1))
                .isInstanceOf(WorldRefused.class)
                .hasMessage("waited for kafka-1 to listen; nothing has moved for 60 s; "
                        + "castellan status, castellan logs NODE; the same command goes on from here");
        assertThat(now).isBetween(Instant.EPOCH.plusSeconds(60), Instant.EPOCH.plusSeconds(61));
        assertThat(said).containsExactly("waiting for kafka-1 to listen");
    }

    @Test
    void while_the_log_grows_it_goes_on() {
        Instant grown = Instant.EPOCH.plus(Duration.ofMinutes(3));
        assertThatThrownBy(() -> await(
                        ONE,
                        node -> new Pulse(true, Math.min(now.getEpochSecond(), grown.getEpochSecond())),
                        List.of(),
                        1))
                .isInstanceOf(WorldRefused.class);
        assertThat(now).isBetween(grown.plusSeconds(60), grown.plusSeconds(61));
    }

    @Test
    void processes_are_looked_at_seldom_where_a_look_takes_long() {
        AtomicInteger looks = new AtomicInteger();
        assertThatThrownBy(() -> await(
                        ONE,
                        node -> {
                            looks.incrementAndGet();
                            now = now.plusMillis(100);
                            return new Pulse(true, 100);
                        },
                        List.of(),
                        1))
                .isInstanceOf(WorldRefused.class);
        assertThat(looks).hasValueBetween(55, 65);
    }

    @Test
    void without_a_majority_of_controllers_nobody_is_waited_for() {
        FakeWorld world = FakeWorld.with(Specs.aCluster("nodes: 3"));
        world.stop(2);
        world.stop(3);
        await(world, node -> new Pulse(true, 0), List.of(), 1);
        assertThat(said).containsExactly("the running controllers are no majority: start more of them");
    }

    @Test
    void a_controller_alone_is_waited_for_at_its_own_port() throws IOException {
        String nodes = "nodes: [{roles: controller, controller-port: %d}, {roles: broker, port: 1}]";
        FakeWorld deaf = FakeWorld.with(Specs.aCluster(nodes.formatted(2)));
        assertThatThrownBy(() -> await(deaf, node -> new Pulse(true, 0), List.of(), 1))
                .hasMessageContaining("waited for kafka-1 to listen");
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            said.clear();
            await(
                    FakeWorld.with(Specs.aCluster(nodes.formatted(socket.getLocalPort()))),
                    node -> new Pulse(true, 0),
                    List.of(),
                    1);
        }
        assertThat(said).isEmpty();
    }

    private void await(FakeWorld world, IntFunction<Pulse> pulses, List<String> log, int node) {
        FakeTarget target = new FakeTarget(world, pulses, log);
        new Readiness(target, new Cluster(target), () -> now, pause -> now = now.plus(pause))
                .await(Set.of(node), said::add);
    }
}
