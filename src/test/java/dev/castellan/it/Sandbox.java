package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.machine.SafeFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A user of their own: a directory to stand in, an empty `CASTELLAN_HOME`, and the shipped jars.
///
/// The Kafka distribution and its start-up cache are fetched once and shared by all sandboxes of a run.
final class Sandbox implements AutoCloseable {
    private static final Path BUNDLE =
            Path.of(System.getProperty("castellan.bundle", "target/castellan")).toAbsolutePath();
    private static final Path SHARED = BUNDLE.resolveSibling("it-home");
    private static final String MAIN = "dev.castellan.cli.Main";
    /// Where the classes of tests are, for a main class of theirs.
    private static final Path TESTS = Path.of("target/test-classes").toAbsolutePath();

    /// So long a command may take that does not say more.
    private static final Duration BOUND = Duration.ofMinutes(3);

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path root;
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private Duration bound = BOUND;
    private int runs;

    private Sandbox(Path root) {
        this.root = root;
        this.home = root.resolve("home");
    }

    /// A sandbox whose Kafka is in the cache already.
    static Sandbox open(String cluster) {
        prepareShared();
        Sandbox sandbox = empty();
        for (String shared : List.of("kafka", "cache", "agents")) {
            try {
                Files.createDirectories(SHARED.resolve(shared));
                Files.createSymbolicLink(sandbox.home.resolve(shared), SHARED.resolve(shared));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        sandbox.spec("name: " + cluster + "\n");
        return sandbox;
    }

    /// A sandbox in which nothing was ever done.
    static Sandbox empty() {
        try {
            Sandbox sandbox = new Sandbox(Files.createTempDirectory("castellan-it"));
            Files.createDirectories(sandbox.home);
            Files.createDirectories(SHARED);
            return sandbox;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void prepareShared() {
        if (Files.exists(SHARED.resolve("ready"))) {
            return;
        }
        try (Sandbox first = new Sandbox(Files.createTempDirectory("castellan-it"))) {
            Files.createDirectories(SHARED);
            Files.createSymbolicLink(first.home, SHARED);
            first.spec("name: first\nnodes: 1\n");
            first.run("up").succeeds();
            first.run("destroy", "--accept-risk=data-loss").succeeds();
            Files.writeString(SHARED.resolve("ready"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path home() {
        return home;
    }

    Path directory() {
        return root;
    }

    /// The directory of a node of a cluster.
    Path node(String cluster, int id) {
        return home.resolve("clusters").resolve(cluster).resolve("nodes/kafka-" + id);
    }

    Path secrets(String cluster) {
        return home.resolve("clusters").resolve(cluster).resolve("secrets");
    }

    /// Brings the secrets of a cluster to another control machine, as its users do.
    void copySecrets(String cluster, Sandbox to) {
        try (Stream<Path> files = Files.walk(secrets(cluster))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                SafeFiles.writePrivate(
                        to.secrets(cluster).resolve(secrets(cluster).relativize(file)), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Commands see this environment variable from now on.
    Sandbox with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// Each command may take so long from now on, for those that restart every node more than once.
    Sandbox bound(Duration longer) {
        bound = longer;
        return this;
    }

    Sandbox spec(String yaml) {
        return file("cluster.yaml", yaml);
    }

    Sandbox file(String name, String text) {
        try {
            Files.writeString(root.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs one command to its end.
    Result run(String... words) {
        return runWith("", words);
    }

    /// Runs one command with this on its standard input.
    Result runWith(String input, String... words) {
        long begun = System.nanoTime();
        int run = ++runs;
        try {
            file("in-" + run, input);
            Process process = builder(MAIN, run, words)
                    .redirectInput(root.resolve("in-" + run).toFile())
                    .start();
            if (!process.waitFor(bound.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("castellan " + String.join(" ", words) + " did not end within " + bound + "\n"
                        + read("err-" + run));
            }
            return new Result(
                    List.of(words),
                    process.exitValue(),
                    read("out-" + run),
                    read("err-" + run),
                    Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Starts a command and leaves it running; its input is a pipe.
    Process start(String... words) {
        try {
            return builder(MAIN, ++runs, words).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts a main class of the tests on the shipped jars.
    Process start(Class<?> main, String... words) {
        try {
            return builder(main.getName(), ++runs, words).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The file into which the command that was started last prints.
    Path lastOutput() {
        return root.resolve("out-" + runs);
    }

    /// The file into which the command that was started last complains.
    Path lastErrors() {
        return root.resolve("err-" + runs);
    }

    /// What a command printed, as JSON.
    JsonNode parse(Result result) {
        return MAPPER.readTree(result.out());
    }

    JsonNode json(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("-o", "json"));
        Result result = run(all.toArray(String[]::new));
        JsonNode document = MAPPER.readTree(result.out());
        assertThat(document.path("apiVersion").asString(""))
                .as(result.toString())
                .isEqualTo("castellan/v1");
        return document.get("body");
    }

    /// The status, which exits with 3 when something is wrong and prints all the same.
    JsonNode status() {
        return json("status");
    }

    private ProcessBuilder builder(String main, int run, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Xshare:auto",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + SHARED.resolve("cli.jsa"),
                "-Xlog:disable",
                "-cp",
                BUNDLE.resolve("lib") + "/*" + (main.equals(MAIN) ? "" : ":" + TESTS),
                main));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectOutput(root.resolve("out-" + run).toFile())
                .redirectError(root.resolve("err-" + run).toFile());
        builder.environment().put("CASTELLAN_HOME", home.toString());
        builder.environment().putAll(environment);
        return builder;
    }

    private String read(String name) {
        return text(root.resolve(name));
    }

    /// What a file holds; nothing where there is none yet, or none any more.
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    /// Looks again and again, for a while, until something is so.
    static void eventually(String what, Duration bound, BooleanSupplier so) {
        long end = System.nanoTime() + bound.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(String.format(Locale.ROOT, "not within %d s: %s", bound.toSeconds(), what));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /// Destroys every cluster made here, then the directory.
    @Override
    public void close() {
        run("destroy", "--accept-risk=data-loss");
        try (Stream<Path> files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
