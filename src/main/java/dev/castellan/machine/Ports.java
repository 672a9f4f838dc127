package dev.castellan.machine;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// TCP ports, of this machine's loopback interface where no other host is named.
public final class Ports {
    private static final Duration KNOCK = Duration.ofMillis(500);

    private Ports() {}

    /// Those of the given ports that something listens on now.
    public static Set<Integer> taken(Collection<Integer> ports) {
        return ports.stream().filter(port -> !isFree(port)).collect(Collectors.toUnmodifiableSet());
    }

    /// Asked by knocking, never by binding: a port that is bound for a moment, by whoever merely looks, is a port on
    /// which somebody else's start fails.
    /// One that neither answers nor refuses is a busy listener's, and not free.
    public static boolean isFree(int port) {
        return knock(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), KNOCK) == Answer.REFUSED;
    }

    /// Whether something listens there; a name that means nothing does not answer.
    public static boolean answers(String host, int port, Duration bound) {
        return knock(new InetSocketAddress(host, port), bound) == Answer.OPENED;
    }

    private enum Answer {
        OPENED,
        REFUSED,
        NONE
    }

    private static Answer knock(InetSocketAddress address, Duration bound) {
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(bound.toMillis()));
            return Answer.OPENED;
        } catch (ConnectException e) {
            return Answer.REFUSED;
        } catch (IOException e) {
            return Answer.NONE;
        }
    }

    /// Who listens, as far as this user may know: asked from `ss`, where it is installed.
    public static Optional<String> owner(int port) {
        return Command.run(Duration.ofSeconds(2), "ss", "-Hltnp", "sport = :" + port)
                .filter(result -> result.exitCode() == 0 && result.output().contains("users:"))
                .map(result -> result.output().replaceAll("(?s).*users:\\(\\(\"([^\"]*)\",pid=(\\d+).*", "$1, pid $2"));
    }
}
