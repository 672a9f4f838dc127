package dev.castellan.machine;

import dev.castellan.problem.WorldRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A process that outlives this one, recognised by a mark among its own arguments and never by its pid alone: a pid
/// is reused, an argument is not.
public final class LocalProcess {
    private static final Duration BETWEEN = Duration.ofMillis(20);
    private static final Duration SIGNAL = Duration.ofSeconds(5);
    private static final int LOOKS = 10;

    private final ProcessHandle handle;

    private LocalProcess(ProcessHandle handle) {
        this.handle = handle;
    }

    /// Starts a command in a session of its own, so that neither Ctrl-C nor a closed terminal reaches it.
    ///
    /// @param output takes standard output and standard error, appended
    public static LocalProcess start(
            List<String> command, Path directory, Path output, Map<String, String> environment) {
        List<String> detached = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "command -v setsid >/dev/null && exec setsid \"$@\"; trap '' INT HUP; exec \"$@\"",
                "castellan"));
        detached.addAll(command);
        try {
            ProcessBuilder builder = Discretion.without(new ProcessBuilder(detached))
                    .directory(directory.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            builder.environment().putAll(environment);
            return new LocalProcess(builder.start().toHandle());
        } catch (IOException e) {
            throw new WorldRefused(command.getFirst(), "cannot be started: " + e.getMessage(), "");
        }
    }

    /// The process with this pid, if it is alive and carries the mark.
    ///
    /// While a process replaces itself, as the shell that starts a node does with Java, it shows no
    /// arguments: then it is looked at again.
    public static Optional<LocalProcess> find(long pid, String mark) {
        ProcessHandle handle = ProcessHandle.of(pid).orElse(null);
        for (int look = 0; look < LOOKS && handle != null && handle.isAlive(); look++) {
            Optional<String[]> arguments = handle.info().arguments();
            if (arguments.isPresent()) {
                return List.of(arguments.get()).contains(mark)
                        ? Optional.of(new LocalProcess(handle))
                        : Optional.empty();
            }
            try {
                Thread.sleep(BETWEEN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return Optional.empty();
    }

    /// Any live process that carries the mark, for when its pid was never written down.
    public static Optional<LocalProcess> search(String mark) {
        return ProcessHandle.allProcesses()
                .filter(handle -> carries(handle, mark))
                .findFirst()
                .map(LocalProcess::new);
    }

    private static boolean carries(ProcessHandle handle, String mark) {
        return handle.isAlive()
                && handle.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains(mark))
                        .orElse(false);
    }

    public long pid() {
        return handle.pid();
    }

    /// Whether it runs. One that has ended and was not yet collected by its parent still has a pid, but no command.
    public boolean isAlive() {
        return handle.isAlive() && handle.info().command().isPresent();
    }

    public Optional<Instant> startedAt() {
        return handle.info().startInstant();
    }

    /// Asks it to end (SIGTERM).
    public void terminate() {
        handle.destroy();
    }

    /// Ends it (SIGKILL).
    public void kill() {
        handle.destroyForcibly();
    }

    /// Stops it where it is (SIGSTOP), if another process is there that will let it go on: it keeps all it has, and
    /// does nothing. That other one is looked for at the last moment, for this one may be killed before.
    public void pauseWhile(LocalProcess other) {
        signal("kill -0 " + other.pid() + " && kill -STOP " + pid());
    }

    /// Lets it go on (SIGCONT); one that goes on already takes no harm.
    public void resume() {
        signal("kill -CONT " + pid());
    }

    /// The JDK knows two signals only. A shell has its own `kill`, also where no package brought the program.
    private void signal(String text) {
        boolean sent = Command.run(SIGNAL, "/bin/sh", "-c", text)
                .filter(result -> result.exitCode() == 0)
                .isPresent();
        if (!sent && isAlive()) {
            throw new WorldRefused("pid " + pid(), "takes no signal: " + text, "");
        }
    }

    /// Looks for itself: the JDK looks at processes it did not start only every second or so.
    ///
    /// @return whether it ended within the bound
    public boolean awaitEnd(Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        while (isAlive() && System.nanoTime() < end) {
            try {
                Thread.sleep(BETWEEN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return !isAlive();
    }
}
