package dev.castellan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Castellan home of its own in a temporary directory, and the processes that belong to it.
final class Workbench implements AutoCloseable {
    private static final Duration BOUND = Duration.ofMinutes(3);

    private final Path temporary;
    private final Path castellan;
    /// What was started from here. The system shows the arguments of a process only where they are short, so nodes with
    /// a long class path are not found by them.
    private final List<ProcessHandle> started = new ArrayList<>();

    /// @param cached a Castellan home whose `kafka` directory is copied, so that nothing is downloaded twice
    Workbench(Path castellan, Path cached) throws IOException {
        this.castellan = castellan;
        this.temporary = Files.createTempDirectory("castellan-bench");
        Files.createDirectories(directory());
        if (Files.isDirectory(cached.resolve("kafka"))) {
            copy(cached.resolve("kafka"), home().resolve("kafka"));
        }
    }

    /// A further one, with the same Kafka.
    Workbench another() throws IOException {
        return new Workbench(castellan, home());
    }

    Path home() {
        return temporary.resolve("home");
    }

    /// The directory in which Castellan and the tools run.
    Path directory() {
        return temporary.resolve("work");
    }

    /// The release of Kafka that is there.
    Path release() throws IOException {
        try (Stream<Path> releases = Files.list(home().resolve("kafka"))) {
            return releases.filter(release -> Files.isDirectory(release.resolve("libs")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// Runs a class of this package on Castellan's jars, started as Castellan is, and returns how long it took.
    double java(Class<?> type, String... arguments) throws Exception {
        Path builds = castellan.resolveSibling("target/castellan");
        Path build = builds.resolve("builds")
                .resolve(Files.readString(builds.resolve("current")).strip());
        List<String> run = Files.readAllLines(build.resolve("run")); // written by scripts/start.sh
        List<String> command = new ArrayList<>(List.of(run.get(0)));
        command.addAll(List.of(run.get(1).split(" ")));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx512m"));
        command.add("-XX:" + run.get(2) + "=" + build.resolve("start.cache"));
        String jars = build.resolve("lib") + "/" + run.get(3).replace(":", ":" + build.resolve("lib") + "/");
        command.addAll(List.of("-cp", jars + ":" + Path.of("target/bench").toAbsolutePath(), type.getName()));
        command.addAll(List.of(arguments));
        return run(command, "");
    }

    Path cluster() {
        return home().resolve("clusters/local");
    }

    double castellan(String... arguments) throws Exception {
        return run(
                Stream.concat(Stream.of(castellan.toString()), Stream.of(arguments))
                        .toList(),
                "");
    }

    /// Runs a command to its end and returns how long it took; a failure ends the benchmark.
    double run(List<String> command, String input) throws Exception {
        Path output = temporary.resolve("output.txt");
        long begun = System.nanoTime();
        Process process = start(command, output);
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        }
        if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("no end within " + BOUND + ": " + command);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + "\n" + Files.readString(output));
        }
        return since(begun);
    }

    /// The last number in what the last command printed, where the pattern has it in its first group.
    double lastNumber(String pattern) throws IOException {
        String said = Files.readString(temporary.resolve("output.txt"));
        return Pattern.compile(pattern)
                .matcher(said)
                .results()
                .map(found -> Double.parseDouble(found.group(1)))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new IllegalStateException("no " + pattern + " in " + said));
    }

    Process start(List<String> command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("CASTELLAN_HOME", home().toString());
        builder.environment().put("CASTELLAN_NO_BUILD", "1");
        Process process = builder.start();
        started.add(process.toHandle());
        return process;
    }

    static double since(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    /// Waits until a file holds a text; whoever writes it is given three minutes.
    static void await(Path file, String text) throws Exception {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!Files.exists(file) || !Files.readString(file).contains(text)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no \"" + text + "\" in " + file);
            }
            Thread.sleep(10);
        }
    }

    /// The running nodes of this home, and no other process.
    List<ProcessHandle> nodes() {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    List<String> arguments =
                            Arrays.asList(process.info().arguments().orElse(new String[0]));
                    return arguments.contains("kafka.Kafka")
                            && arguments.getLast().startsWith(home().toString());
                })
                .sorted(Comparator.comparing(process -> process.info()
                        .arguments()
                        .orElseThrow()[process.info().arguments().orElseThrow().length - 1]))
                .toList();
    }

    /// Ends the nodes and removes the cluster, so that the next run begins with nothing.
    void clear() throws IOException {
        List<ProcessHandle> nodes = new ArrayList<>(nodes());
        nodes.addAll(started);
        nodes.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle node : nodes) {
            node.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        }
        started.clear();
        delete(cluster());
    }

    @Override
    public void close() throws IOException {
        clear();
        delete(temporary);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> paths = Files.walk(tree)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
