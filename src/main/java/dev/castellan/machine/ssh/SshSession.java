package dev.castellan.machine.ssh;

import dev.castellan.problem.WorldRefused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A script that runs on another machine for as long as this is open; it ends when its standard input does.
public final class SshSession implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(2);
    /// Stands for the end of its output.
    private static final Optional<String> ENDED = Optional.empty();

    private final String host;
    private final Process process;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>(10_000);

    SshSession(String host, Process process) {
        this.host = host;
        this.process = process;
        Thread.ofVirtual().start(this::pump);
        // Nobody reads what it complains of; it must not fill the pipe.
        Thread.ofVirtual().start(() -> {
            try {
                process.getErrorStream().transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                // It ended.
            }
        });
    }

    /// @throws WorldRefused when the connection is gone
    public void write(String text) {
        try {
            process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw cut();
        }
    }

    /// The next line; empty when there will be none any more.
    ///
    /// @throws WorldRefused when none comes within the bound
    public Optional<String> line(Duration bound) {
        try {
            Optional<Optional<String>> line = Optional.ofNullable(lines.poll(bound.toMillis(), TimeUnit.MILLISECONDS));
            if (line.isEmpty()) {
                throw new WorldRefused(
                        host, "no answer within " + bound.toSeconds() + " s", "run the same command again");
            }
            return line.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorldRefused(host, "interrupted", "");
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    WorldRefused cut() {
        return new WorldRefused(host, "the connection was cut", "run the same command again: it goes on from there");
    }

    private void pump() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.put(Optional.of(line));
            }
            lines.put(ENDED);
        } catch (IOException e) {
            lines.offer(ENDED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
