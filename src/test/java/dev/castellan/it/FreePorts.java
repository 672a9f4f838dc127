package dev.castellan.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;

/// Ports away from the usual ones: clusters of other people on this machine would be in the way of a test.
final class FreePorts {
    private static final Random RANDOM = new Random();

    private FreePorts() {}

    static int next() {
        for (int tries = 0; tries < 100; tries++) {
            int port = 20_000 + RANDOM.nextInt(10_000);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                // Taken; the next one.
            }
        }
        throw new IllegalStateException("no free port in a hundred tries");
    }

    /// A process listens on the port, until it is closed.
    static ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new IllegalStateException("port " + port, e);
        }
    }

    /// One node, in the way YAML likes it on a line, with two ports of its own.
    static String node(int id) {
        return "{id: " + id + ", port: " + next() + ", controller-port: " + next() + "}";
    }

    /// `nodes:` of a spec, with so many nodes.
    static String nodes(int count) {
        StringBuilder yaml = new StringBuilder("nodes:\n");
        for (int id = 1; id <= count; id++) {
            yaml.append("- ").append(node(id)).append('\n');
        }
        return yaml.toString();
    }
}
