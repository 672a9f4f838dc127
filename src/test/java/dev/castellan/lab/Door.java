package dev.castellan.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The moment from which a host lets people in over ssh.
final class Door {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration LOGIN = Duration.ofSeconds(10);

    private final Host host;
    private final Container container;
    private final Path sshConfiguration;

    Door(Host host, Path sshConfiguration) {
        this.host = host;
        this.container = new Container(host);
        this.sshConfiguration = sshConfiguration;
    }

    /// Looks inside first: a connection that is tried before the host has its address costs a whole second, because the
    /// question who has that address is asked again only then.
    void awaitOpen() {
        long end = System.nanoTime() + BOUND.toNanos();
        boolean open = Container.within(BOUND, this::listens);
        while (!open || !letsIn()) {
            if (System.nanoTime() > end || !container.runs()) {
                throw host.refuses("does not answer over ssh, on its console stands:\n" + Console.tail(host, 30));
            }
            Container.within(Duration.ofMillis(100), () -> false);
        }
    }

    private boolean listens() {
        return !container.runs()
                || container
                        .init()
                        .map(init -> Path.of("/proc/" + init.pid() + "/net"))
                        .filter(net -> holds(net.resolve("tcp"), ":0016 00000000:0000 0A")
                                && holds(net.resolve("fib_trie"), host.address()))
                        .isPresent();
    }

    /// A login that works, host key and all: sshd answers a little before the host lets anybody but root in.
    private boolean letsIn() {
        return Command.run(
                                LOGIN,
                                List.of(
                                        "ssh",
                                        "-n",
                                        "-F",
                                        sshConfiguration.toString(),
                                        "-o",
                                        "BatchMode=yes",
                                        "-o",
                                        "ConnectTimeout=2",
                                        host.address(),
                                        "true"))
                        .code()
                == 0;
    }

    private static boolean holds(Path file, String text) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.anyMatch(line -> line.contains(text));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
