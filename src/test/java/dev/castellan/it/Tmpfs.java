package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A small disk of its own. Mounting needs root: for anybody else the test is skipped, and says so.
final class Tmpfs implements AutoCloseable {
    private final Path path;

    private Tmpfs(Path path) {
        this.path = path;
    }

    static Tmpfs mount(Path path, String options) {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root to mount a small disk");
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        int code = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString());
        assumeTrue(code == 0, "needs to be allowed to mount a small disk");
        return new Tmpfs(path);
    }

    Path path() {
        return path;
    }

    void remount(String options) {
        assertThat(run("mount", "-o", "remount," + options, path.toString())).isZero();
    }

    /// Leaves not a byte of space.
    Tmpfs fill() {
        try (OutputStream out = Files.newOutputStream(path.resolve("fill"))) {
            for (int size : new int[] {1 << 16, 1}) {
                fill(out, new byte[size]);
            }
        } catch (IOException e) {
            // Closing a file on a full disk may complain, too.
        }
        return this;
    }

    private static void fill(OutputStream out, byte[] bytes) {
        try {
            while (true) {
                out.write(bytes);
            }
        } catch (IOException full) {
            // That was the aim.
        }
    }

    void empty() throws IOException {
        Files.delete(path.resolve("fill"));
    }

    @Override
    public void close() {
        assertThat(run("umount", path.toString())).isZero();
    }

    private static int run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).as(said).isTrue();
            return process.exitValue();
        } catch (IOException e) {
            return 127;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
