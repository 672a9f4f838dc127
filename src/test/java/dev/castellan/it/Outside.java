package dev.castellan.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Clients that are not Castellan's: kcat, and Python with confluent-kafka, both from Debian.
final class Outside {
    private Outside() {}

    /// Installs them where they are missing; as root, like everything about the lab.
    static void install() {
        if (run("", "sh", "-c", "command -v kcat && /usr/bin/python3 -c 'import confluent_kafka'").code != 0) {
            run("", "sh", "-c", "apt-get update -qq && apt-get install -y -qq kcat python3-confluent-kafka");
        }
    }

    /// What it said, on whichever channel.
    record Said(int code, String text) {}

    /// Runs a command with an input; ended by force after a minute.
    static Said run(String input, String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            Thread bound = Thread.ofVirtual().start(() -> end(process));
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            bound.interrupt();
            return new Said(code, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
