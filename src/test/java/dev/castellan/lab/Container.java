package dev.castellan.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// The running host: systemd-nspawn with systemd in it. It outlives whoever started it.
///
/// Found by its own command line, which holds the directory of the host and no other process has: a number that was
/// written down could be somebody else's by now.
final class Container {
    private static final Duration POWER_OFF = Duration.ofMinutes(2);
    private static final Duration GONE = Duration.ofSeconds(20);

    /// Enters the group, then becomes the container. The session of its own keeps a Ctrl-C of the terminal away.
    private static final String START = """
            doors=$1
            shift
            for door in $doors; do echo $$ >"$door"; done
            exec setsid systemd-nspawn "$@"
            """;

    private final Host host;

    Container(Host host) {
        this.host = host;
    }

    boolean runs() {
        return nspawn().isPresent();
    }

    /// Starts it and returns at once.
    void start(String bridge) {
        String doors = String.join(
                " ", new ControlGroup(host).doors().stream().map(Path::toString).toList());
        List<String> words = List.of(
                "/bin/sh",
                "-euc",
                START,
                "castellan-lab",
                doors,
                "--boot",
                "--register=no",
                "--keep-unit",
                "--link-journal=no",
                "--network-bridge=" + bridge,
                "--machine=" + host.machine(),
                "--hostname=" + host.name(),
                mark());
        try {
            new ProcessBuilder(words)
                    .directory(Path.of("/").toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(host.console().toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As its power button does.
    void powerOff() {
        nspawn().ifPresent(ProcessHandle::destroy);
        awaitEnd(POWER_OFF, "did not power off");
    }

    /// The pulled plug: with its process 1 all its processes are gone at once.
    void kill() {
        init().ifPresent(ProcessHandle::destroyForcibly);
        if (!within(GONE, () -> !runs())) {
            nspawn().ifPresent(ProcessHandle::destroyForcibly);
        }
        awaitEnd(GONE, "did not end when it was killed");
    }

    /// The end of a container is complete when its cable is gone: the next one wants the same name for its own.
    private void awaitEnd(Duration bound, String otherwise) {
        if (!within(bound, () -> !runs())) {
            throw host.refuses(otherwise + " within " + bound.toSeconds() + " s");
        }
        Path cable = Path.of("/sys/class/net", host.cable());
        if (!within(Duration.ofSeconds(3), () -> !Files.exists(cable))) {
            Command.run("ip", "link", "delete", host.cable());
        }
        new ControlGroup(host).remove();
    }

    /// A host's process 1, seen from outside.
    Optional<ProcessHandle> init() {
        return nspawn().stream()
                .flatMap(ProcessHandle::children)
                .filter(Container::isInit)
                .findFirst();
    }

    /// Runs a command inside as root, also where no network leads to the host.
    Answer run(Duration bound, List<String> command) {
        ProcessHandle init = init().orElseThrow(() -> host.refuses("is off. Next: ./dev lab start " + host.name()));
        List<String> words = new ArrayList<>(List.of(
                "nsenter", "--target=" + init.pid(), "--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd"));
        words.addAll(List.of("env", "-i", "HOME=/root", "LANG=C.UTF-8", "USER=root"));
        words.add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        words.addAll(command);
        return Command.run(bound, words);
    }

    private Optional<ProcessHandle> nspawn() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> Stream.of(arguments).anyMatch(mark()::equals))
                        .isPresent())
                .findFirst();
    }

    private String mark() {
        return "--directory=" + host.root();
    }

    private static boolean isInit(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.anyMatch(line -> line.matches("NSpid:.*\\s1"));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /// Looks again and again until something is so.
    static boolean within(Duration bound, BooleanSupplier so) {
        long end = System.nanoTime() + bound.toNanos();
        boolean is = so.getAsBoolean();
        while (!is && System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Duration.ofMillis(25).toNanos());
            is = so.getAsBoolean();
        }
        return is;
    }
}
