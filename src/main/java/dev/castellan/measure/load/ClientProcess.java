package dev.castellan.measure.load;

import dev.castellan.machine.Discretion;
import dev.castellan.problem.WorldRefused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One client, seen from its parent. It ends by itself when this process does, however that ends.
final class ClientProcess implements AutoCloseable {
    /// A client that says nothing for so long is given up: it says something twice a second.
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final String END = "\u0000end";

    private final Process process;
    private final PrintStream orders;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final int number;
    private volatile long records;

    private ClientProcess(Process process, int number) {
        this.process = process;
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.number = number;
        Thread.ofVirtual().start(this::listen);
    }

    static ClientProcess start(List<String> program, Assignment assignment) {
        ProcessBuilder builder = Discretion.without(new ProcessBuilder(program)).redirectError(Redirect.INHERIT);
        try {
            ClientProcess client = new ClientProcess(builder.start(), assignment.client() + 1);
            client.order(Wire.line(assignment));
            return client;
        } catch (IOException e) {
            throw new WorldRefused(program.getFirst(), "cannot be started: " + e.getMessage(), "");
        }
    }

    private void listen() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Optional<String> progress = Wire.after(Wire.PROGRESS, line);
                progress.ifPresent(so -> records = Long.parseLong(so));
                said.add(line);
            }
        } catch (IOException gone) {
            // The same as the end of it.
        }
        said.add(END);
    }

    void order(String line) {
        orders.println(line);
    }

    /// What follows the word in the line that begins with it; what it said before is passed over.
    String await(String word) {
        while (true) {
            String line = next();
            Optional<String> rest = Wire.after(word, line);
            if (rest.isPresent()) {
                return rest.get();
            }
            Wire.after(Wire.TROUBLE, line).ifPresent(why -> {
                throw new WorldRefused("client " + number, why, "castellan status shows how the cluster is");
            });
            if (line.equals(END)) {
                throw new WorldRefused("client " + number, "its process ended before it was done", "");
            }
        }
    }

    private String next() {
        try {
            String line = said.poll(SILENCE.toSeconds(), TimeUnit.SECONDS);
            if (line == null) {
                throw new WorldRefused(
                        "client " + number, "its process said nothing for " + SILENCE.toSeconds() + " s", "");
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// How many records it had done when it last told.
    long records() {
        return records;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
