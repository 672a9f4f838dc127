package dev.castellan.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which ports of loopback are in use.
final class PortsTest {
    private static final Duration BOUND = Duration.ofSeconds(2);

    @Test
    void a_port_that_is_listened_on_is_taken_and_answers() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
            assertThat(Ports.isFree(port)).isFalse();
            assertThat(Ports.taken(List.of(port))).containsExactly(port);
            assertThat(Ports.answers("127.0.0.1", port, BOUND)).isTrue();
            // Only where the tool that knows is installed.
            Ports.owner(port)
                    .ifPresent(owner -> assertThat(owner)
                            .endsWith("pid " + ProcessHandle.current().pid()));
        }
        assertThat(Ports.isFree(port)).isTrue();
        assertThat(Ports.answers("127.0.0.1", port, BOUND)).isFalse();
        assertThat(Ports.owner(port)).isEmpty();
    }

    @Test
    void a_listener_too_busy_to_answer_still_has_its_port() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Nobody accepts: a few waiting connections fill its queue.
            for (int waiting = 0; waiting < 4; waiting++) {
                assertThat(Ports.isFree(busy.getLocalPort())).isFalse();
            }
        }
    }

    @Test
    void a_port_that_is_listened_on_everywhere_is_taken_here_too() throws IOException {
        try (ServerSocket everywhere = new ServerSocket(0)) {
            assertThat(Ports.isFree(everywhere.getLocalPort())).isFalse();
        }
    }
}
