package dev.castellan.connect.plugin;

import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.machine.Discretion;
import dev.castellan.problem.WorldRefused;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Has a plugin loaded by a [Trial], in a process of its own: what a plugin's code does when it is loaded, nobody
/// knows.
final class TrialRun {
    private static final Duration BOUND = Duration.ofMinutes(2);

    private TrialRun() {}

    /// How each class did, in the order given.
    static List<Tried> of(Plugin plugin, Distribution release, List<Held> held) {
        if (held.isEmpty()) {
            return List.of();
        }
        try {
            Path scratch = Files.createTempDirectory("castellan-trial");
            try {
                return run(request(plugin, release, held), scratch, held);
            } finally {
                Files.deleteIfExists(scratch.resolve("answers"));
                Files.deleteIfExists(scratch.resolve("said"));
                Files.deleteIfExists(scratch);
            }
        } catch (IOException e) {
            throw new WorldRefused("a trial of " + plugin.name(), "cannot be started: " + e.getMessage(), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorldRefused("a trial of " + plugin.name(), "was interrupted", "");
        }
    }

    private static String request(Plugin plugin, Distribution release, List<Held> held) {
        StringBuilder request = new StringBuilder();
        release.jars().forEach(jar -> request.append("release\t").append(jar).append('\n'));
        plugin.jars().forEach(jar -> request.append("plugin\t").append(jar).append('\n'));
        held.stream()
                .map(Held::name)
                .distinct()
                .forEach(name -> request.append("try\t").append(name).append('\n'));
        return request.toString();
    }

    private static List<Tried> run(String request, Path scratch, List<Held> held)
            throws IOException, InterruptedException {
        Path answers = scratch.resolve("answers");
        Path said = scratch.resolve("said");
        Process process = Discretion.without(new ProcessBuilder(command()))
                .directory(scratch.toFile())
                .redirectOutput(answers.toFile())
                .redirectError(said.toFile())
                .start();
        try (PrintStream to = new PrintStream(process.getOutputStream(), false, StandardCharsets.UTF_8)) {
            to.print(request);
        }
        boolean ended = process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        Map<String, String[]> lines = new HashMap<>();
        Files.readAllLines(answers).forEach(line -> {
            String[] fields = line.split("\t", -1);
            lines.put(fields[0], fields);
        });
        String end = !ended ? "it did not load within " + BOUND.toMinutes() + " minutes" : lastLine(said);
        return held.stream().map(one -> tried(one, lines.get(one.name()), end)).toList();
    }

    private static Tried tried(Held held, String @Nullable [] fields, String end) {
        if (fields == null || fields.length < 5) {
            return new Tried(held, Optional.empty(), 0, Optional.empty(), Optional.of("the JVM ended: " + end));
        }
        return new Tried(held, filled(fields[1]), Integer.parseInt(fields[2]), filled(fields[3]), filled(fields[4]));
    }

    private static Optional<String> filled(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }

    private static String lastLine(Path said) throws IOException {
        List<String> lines = new String(Files.readAllBytes(said), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "it said nothing" : lines.getLast().strip();
    }

    /// This program's own jars, for the class of the trial; it gives none of them to the plugin.
    private static List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Xlog:disable",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Trial.class.getName()));
        return command;
    }
}
