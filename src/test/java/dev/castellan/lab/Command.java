package dev.castellan.lab;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program of this machine, run to its end within a bound, with nothing on its input.
final class Command {
    /// For what is over in a moment on any machine.
    static final Duration SHORT = Duration.ofSeconds(30);

    private static final int MOST_OUTPUT = 1 << 20;

    private Command() {}

    static Answer run(Duration bound, List<String> words) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(words).redirectErrorStream(true).redirectInput(new File("/dev/null"));
            builder.environment().put("LC_ALL", "C.UTF-8");
            return bounded(builder.start(), bound, words);
        } catch (IOException e) {
            throw new Refused(words.getFirst() + " cannot be run: " + e.getMessage());
        }
    }

    static Answer run(String... words) {
        return run(SHORT, List.of(words));
    }

    /// Where a failure is a reason to stop.
    static String must(Duration bound, List<String> words) {
        Answer answer = run(bound, words);
        if (answer.code() != 0) {
            throw new Refused(shown(words) + " ended with " + answer.code() + ":\n"
                    + answer.output().strip());
        }
        return answer.output();
    }

    static String must(String... words) {
        return must(SHORT, List.of(words));
    }

    /// What went into the background may hold the pipe open for ever: the end of the output is waited for briefly.
    private static Answer bounded(Process process, Duration bound, List<String> words) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Thread reader = Thread.ofVirtual().start(() -> read(process.getInputStream(), output));
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new Refused(shown(words) + " did not end within " + bound.toSeconds() + " s:\n"
                        + output.toString(StandardCharsets.UTF_8).strip());
            }
            reader.join(Duration.ofSeconds(2));
            return new Answer(process.exitValue(), output.toString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new Refused("interrupted while " + words.getFirst() + " ran");
        }
    }

    private static void read(InputStream in, ByteArrayOutputStream output) {
        byte[] piece = new byte[8192];
        try (in) {
            for (int size = in.read(piece); size >= 0; size = in.read(piece)) {
                output.write(piece, 0, Math.min(size, MOST_OUTPUT - Math.min(MOST_OUTPUT, output.size())));
            }
        } catch (IOException ended) {
            // It was killed: what it said until then is the answer.
        }
    }

    private static String shown(List<String> words) {
        String line = String.join(" ", words).lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }
}
