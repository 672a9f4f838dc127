package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Ports that somebody else has.
class PortTroubleIT {
    @Test
    void a_port_of_the_spec_that_is_taken_is_named_and_nothing_is_done() throws IOException {
        int port = FreePorts.next();
        try (Sandbox sandbox = Sandbox.open("ports").spec(one(port, FreePorts.next()))) {
            try (ServerSocket stranger = FreePorts.listen(port)) {
                sandbox.run("up")
                        .exits(3)
                        .complains(
                                "port " + port + " of kafka-1 is taken by ",
                                "pid " + ProcessHandle.current().pid(),
                                "give the node another port in cluster.yaml");
                assertThat(sandbox.node("ports", 1)).doesNotExist();
                assertThat(stranger.isClosed()).isFalse();
            }

            sandbox.run("up").succeeds().prints("127.0.0.1:" + port);
            sandbox.run("down").succeeds();
            try (ServerSocket stranger = FreePorts.listen(port)) {
                sandbox.spec("name: ports\nnodes: 1\n");
                sandbox.run("up").exits(3).complains("port " + port + " of kafka-1 is taken by ");
                assertThat(stranger.isClosed()).isFalse();
            }

            sandbox.run("up").succeeds().prints("127.0.0.1:" + port);
        }
    }

    @Test
    void a_cluster_that_never_ran_makes_way_and_is_formatted_for_its_new_ports() throws IOException {
        try (Sandbox sandbox = Sandbox.open("ports")) {
            sandbox.spec("name: ports\n" + FreePorts.nodes(1));
            killedAfterFormat(sandbox);
            Path file = sandbox.node("ports", 1).resolve("server.properties");
            String listeners = listeners(file);
            int controller = Integer.parseInt(listeners.substring(listeners.lastIndexOf(':') + 1));
            sandbox.spec("name: ports\nnodes: 1\n");

            try (ServerSocket ignored = FreePorts.listen(controller)) {
                sandbox.run("up").succeeds().prints("ready in");
                assertThat(listeners(file)).doesNotContain(":" + controller);
            }
        }
    }

    @Test
    void a_port_taken_between_choosing_and_binding_is_named_with_what_to_do() throws IOException {
        int port = FreePorts.next();
        try (Sandbox sandbox = Sandbox.open("ports").spec(one(port, FreePorts.next()))) {
            // Bound and not listening: free for whoever looks, taken for whoever binds.
            try (ServerSocketHolder ignored = new ServerSocketHolder(port)) {
                sandbox.run("up")
                        .exits(3)
                        .complains(
                                "kafka-1  its process ended: port " + port + " was taken a moment before, by",
                                "give the node another port in cluster.yaml");
            }
            sandbox.run("up").succeeds();
        }
    }

    /// A socket that is bound and does not listen.
    private static final class ServerSocketHolder implements AutoCloseable {
        private final Socket socket = new Socket();

        ServerSocketHolder(int port) throws IOException {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /// An `up` that ends between formatting and starting: a directory stands where the files of the start are kept.
    private static void killedAfterFormat(Sandbox sandbox) throws IOException {
        Path inTheWay = sandbox.node("ports", 1).resolve("started");
        Files.createDirectories(inTheWay.getParent());
        Files.writeString(inTheWay, "");
        sandbox.run("up").exits(3).complains(inTheWay + "  a file stands where a directory is wanted; move it away");
        Files.delete(inTheWay);
        assertThat(sandbox.node("ports", 1).resolve("data/meta.properties")).exists();
    }

    private static String listeners(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("listeners="))
                .findFirst()
                .orElseThrow();
    }

    private static String one(int port, int controllerPort) {
        return "name: ports\nnodes: [{id: 1, port: " + port + ", controller-port: " + controllerPort + "}]\n";
    }
}
