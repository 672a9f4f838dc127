package dev.castellan.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// TCP ports of this machine's loopback interface.
public final class Ports {
    private static final Duration KNOCK = Duration.ofMillis(500);

    private Ports() {}

    /// Those of the given ports that something listens on now.
    public static Set<Integer> taken(Collection<Integer> ports) {
        return ports.stream().filter(port -> !isFree(port)).collect(Collectors.toUnmodifiableSet());
    }

    /// Asked by knocking, never by binding: a port that is bound for a moment, by whoever merely looks, is a port on
    /// which somebody else's start fails.
    public static boolean isFree(int port) {
        return !answers(port, KNOCK);
    }

    public static boolean answers(int port, Duration bound) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Math.toIntExact(bound.toMillis()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Who listens, as far as this user may know: asked from `ss`, where it is installed.
    public static Optional<String> owner(int port) {
        return Command.run(Duration.ofSeconds(2), "ss", "-Hltnp", "sport = :" + port)
                .filter(result -> result.exitCode() == 0 && result.output().contains("users:"))
                .map(result -> result.output().replaceAll("(?s).*users:\\(\\(\"([^\"]*)\",pid=(\\d+).*", "$1, pid $2"));
    }
}
