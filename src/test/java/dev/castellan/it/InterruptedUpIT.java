package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `up` may be killed at any moment; the same command finishes the job.
class InterruptedUpIT {
    private static final String SPEC = """
            name: cut
            nodes: 3
            topics:
              a: {partitions: 2}
              b: {partitions: 1}
            """;

    /// identity, three times files, format, start, two topics: each is begun and done.
    private static final int MOMENTS = 16;

    static IntStream moments() {
        return IntStream.rangeClosed(1, MOMENTS).filter(moment -> moment % 2 == 0);
    }

    static IntStream momentsBetween() {
        return IntStream.rangeClosed(1, MOMENTS).filter(moment -> moment % 2 == 1);
    }

    @ParameterizedTest(name = "killed once the journal has {0} lines")
    @MethodSource("moments")
    void killed_at_any_step_it_is_finished_by_the_next_run(int lines) throws InterruptedException {
        isFinishedWhenKilledAt(lines);
    }

    @ParameterizedTest(name = "killed once the journal has {0} lines")
    @MethodSource("momentsBetween")
    @Tag("long")
    void killed_between_those_it_is_finished_too(int lines) throws InterruptedException {
        isFinishedWhenKilledAt(lines);
    }

    private static void isFinishedWhenKilledAt(int lines) throws InterruptedException {
        try (Sandbox sandbox = Sandbox.open("cut").spec(SPEC)) {
            Process up = sandbox.start("up");
            Path journal = sandbox.home().resolve("clusters/cut/journal.jsonl");
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (up.isAlive() && lines(journal).size() < lines && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            up.destroyForcibly();
            assertThat(up.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(lines(journal)).as("the journal when killed").hasSizeGreaterThanOrEqualTo(lines);

            sandbox.run("up").succeeds().prints("ready in");

            sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
            assertThat(sandbox.status().get("health").stringValue()).isEqualTo("healthy");
        }
    }

    @Test
    void the_number_of_moments_is_what_a_whole_up_writes() {
        try (Sandbox sandbox = Sandbox.open("cut").spec(SPEC)) {
            sandbox.run("up").succeeds();

            assertThat(lines(sandbox.home().resolve("clusters/cut/journal.jsonl")))
                    .hasSize(MOMENTS);
        }
    }

    private static List<String> lines(Path journal) {
        try {
            return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
