package dev.castellan.target.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.castellan.machine.LocalProcess;
import dev.castellan.problem.WorldRefused;
import dev.castellan.target.Hardship;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is paused goes on in the end, whoever forgets it.
final class LocalHardshipsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    private Path path = Path.of("");

    private ClusterFolder folder = new ClusterFolder(Path.of(""));
    private LocalHardships hardships = new LocalHardships(folder);

    @BeforeEach
    void a_node() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "looks at processes in /proc");
        folder = new ClusterFolder(path);
        hardships = new LocalHardships(folder);
        Files.createDirectories(folder.node(1));
    }

    @AfterEach
    void nobody_stays() {
        LocalProcess.search(new NodeFolder(1, folder.node(1)).mark()).ifPresent(LocalProcess::kill);
        LocalProcess.search(watch()).ifPresent(LocalProcess::kill);
    }

    @Test
    void a_paused_process_goes_on_when_it_is_told_to_and_nobody_watches_it_any_more() {
        LocalProcess node = start();

        hardships.begin(1, new Hardship.Paused(), LONG);

        within("it holds still", () -> isStopped(node));
        assertThat(LocalProcess.search(watch())).isPresent();

        hardships.end(1, Hardship.Kind.PAUSED);

        assertThat(isStopped(node)).isFalse();
        assertThat(LocalProcess.search(watch())).isEmpty();
        hardships.end(1, Hardship.Kind.PAUSED);
    }

    @Test
    void a_paused_process_goes_on_by_itself_when_nobody_comes() {
        LocalProcess node = start();

        hardships.begin(1, new Hardship.Paused(), Duration.ofSeconds(4));

        within("it holds still", () -> isStopped(node));
        within("it goes on", () -> !isStopped(node));
        within("nobody watches it", () -> LocalProcess.search(watch()).isEmpty());
    }

    @Test
    void a_watchdog_goes_away_with_its_process_and_is_never_taken_for_it() {
        LocalProcess node = start();
        hardships.begin(1, new Hardship.Paused(), LONG);

        node.kill();

        within("nobody watches it", () -> LocalProcess.search(watch()).isEmpty());
        assertThat(new NodeFolder(1, folder.node(1)).process()).isEmpty();
    }

    @Test
    void what_cannot_be_done_here_is_refused_with_its_reason() {
        assertThat(hardships.obstacles(1)).hasSize(4).doesNotContainKey(Hardship.Kind.PAUSED);
        assertThatThrownBy(() -> hardships.begin(1, new Hardship.Lossy(10), LONG))
                .isInstanceOf(WorldRefused.class)
                .hasMessage("kafka-1  the nodes share the loopback network of this machine");
        assertThatThrownBy(() -> hardships.begin(1, new Hardship.Paused(), LONG))
                .hasMessage("kafka-1  does not run; castellan start kafka-1");
    }

    /// A shell that waits for a line that nobody writes. It starts no other program: for a moment each would look like
    /// the node itself.
    private LocalProcess start() {
        Path never = path.resolve("never");
        try {
            assertThat(new ProcessBuilder("mkfifo", never.toString()).start().waitFor())
                    .isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        NodeFolder home = new NodeFolder(1, folder.node(1));
        LocalProcess node = LocalProcess.start(
                List.of("/bin/sh", "-c", "read -r line <\"$2\"", "node", home.mark(), never.toString()),
                path,
                path.resolve("log"),
                Map.of());
        within("it runs", () -> home.process().isPresent());
        return node;
    }

    private String watch() {
        return "castellan.continues=" + folder.node(1);
    }

    private static boolean isStopped(LocalProcess process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).startsWith("T");
        } catch (IOException e) {
            return false;
        }
    }

    private static void within(String what, BooleanSupplier so) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not within 10 s: " + what).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
