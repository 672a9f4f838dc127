package dev.castellan.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes are known by their mark, never by their pid alone.
final class LocalProcessTest {
    private static final Duration BOUND = Duration.ofSeconds(10);

    @TempDir
    private Path directory = Path.of("");

    private final List<ProcessHandle> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void somebody_elses_process_under_a_remembered_pid_is_never_ours() throws IOException {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        started.add(stranger.toHandle());
        assertThat(LocalProcess.find(stranger.pid(), "-Dcastellan.node=" + directory))
                .isEmpty();
        assertThat(LocalProcess.search("-Dcastellan.node=" + directory)).isEmpty();
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void a_process_is_found_by_its_pid_and_by_its_mark_alone() {
        String mark = "-Dcastellan.node=" + directory;
        LocalProcess ours = start("read -r line < fifo; exit 0", mark);
        assertThat(LocalProcess.find(ours.pid(), mark).map(LocalProcess::pid)).contains(ours.pid());
        assertThat(LocalProcess.search(mark).map(LocalProcess::pid)).contains(ours.pid());
        assertThat(LocalProcess.find(ours.pid(), mark + "0")).isEmpty();
        assertThat(ours.startedAt()).isPresent();
        ours.kill();
        assertThat(ours.awaitEnd(BOUND)).isTrue();
        assertThat(LocalProcess.find(ours.pid(), mark)).isEmpty();
        assertThat(LocalProcess.search(mark)).isEmpty();
    }

    @Test
    void a_process_is_found_while_the_shell_that_starts_it_becomes_it() {
        for (int i = 0; i < 30; i++) {
            String mark = "mark-" + i;
            LocalProcess ours = start("read -r line < fifo", mark);
            long end = System.nanoTime() + Duration.ofMillis(30).toNanos();
            while (System.nanoTime() < end) {
                assertThat(LocalProcess.find(ours.pid(), mark)).isPresent();
            }
            ours.kill();
        }
    }

    @Test
    void one_that_is_asked_to_end_may_take_its_time_within_the_bound() {
        LocalProcess deaf = start("trap '' TERM; read -r line < fifo", "deaf");
        awaitOutput("ready");
        deaf.terminate();
        assertThat(deaf.awaitEnd(Duration.ofMillis(100))).isFalse();
        assertThat(deaf.isAlive()).isTrue();
        deaf.kill();
        assertThat(deaf.awaitEnd(BOUND)).isTrue();
    }

    @Test
    void what_it_prints_is_appended() {
        SafeFiles.write(directory.resolve("out"), "before\n");
        assertThat(start("echo \"$GREETING\" >&2", "any").awaitEnd(BOUND)).isTrue();
        assertThat(SafeFiles.read(directory.resolve("out"))).contains("before\nready\nhello\n");
    }

    /// A shell that waits on a pipe without a writer starts no process of its own that could outlive it.
    private LocalProcess start(String script, String mark) {
        Command.run(BOUND, "mkfifo", directory.resolve("fifo").toString());
        LocalProcess process = LocalProcess.start(
                List.of("/bin/sh", "-c", begun(script), "sh", mark),
                directory,
                directory.resolve("out"),
                Map.of("GREETING", "hello"));
        ProcessHandle.of(process.pid()).ifPresent(started::add);
        return process;
    }

    private static String begun(String script) {
        return script.startsWith("trap") ? script.replaceFirst(";", "; echo ready;") : "echo ready; " + script;
    }

    private void awaitOutput(String text) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (System.nanoTime() < end
                && !SafeFiles.read(directory.resolve("out")).orElse("").contains(text)) {
            Thread.onSpinWait();
        }
    }
}
