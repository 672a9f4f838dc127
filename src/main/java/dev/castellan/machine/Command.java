package dev.castellan.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs a short command of this machine to its end, within a bound.
public final class Command {
    private Command() {}

    /// What a command left behind: its exit code, and standard output and error together.
    public record Result(int exitCode, String output) {}

    /// Empty when there is no such command, or when it outlives the bound and is killed.
    public static Optional<Result> run(Duration bound, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            // Read while it runs: a command that fills the pipe would wait for its reader for ever.
            FutureTask<byte[]> output = new FutureTask<>(process.getInputStream()::readAllBytes);
            Thread.ofVirtual().start(output);
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return Optional.of(new Result(
                    process.exitValue(),
                    new String(output.get(bound.toMillis(), TimeUnit.MILLISECONDS), StandardCharsets.UTF_8)));
        } catch (IOException | ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
