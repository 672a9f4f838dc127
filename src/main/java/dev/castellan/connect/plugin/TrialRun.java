package dev.castellan.connect.plugin;

import dev.castellan.connect.link.Held;
import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.machine.Discretion;
import dev.castellan.machine.SafeFiles;
import dev.castellan.problem.WorldRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Has a plugin loaded by a [Trial], in a process of its own: what a plugin's code does when it is loaded, nobody
/// knows.
final class TrialRun {
    private static final Duration BOUND = Duration.ofMinutes(1);
    private static final String ENDLESS = "it does not come to an end";
    private static final String ANSWERS = "answers";

    private TrialRun() {}

    /// How each class did, in the order given.
    static List<Tried> of(Plugin plugin, Distribution release, List<Held> held) {
        try {
            Path scratch = Files.createTempDirectory("castellan-trial");
            try {
                return run(plugin, release, held, scratch);
            } finally {
                SafeFiles.delete(scratch); // with whatever the plugin left there
            }
        } catch (IOException e) {
            throw new WorldRefused("a trial of " + plugin.name(), "cannot be made: " + e.getMessage(), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorldRefused("a trial of " + plugin.name(), "was interrupted", "");
        }
    }

    /// A class that ends the process is told, and the others are tried in another one.
    private static List<Tried> run(Plugin plugin, Distribution release, List<Held> held, Path scratch)
            throws IOException, InterruptedException {
        List<String> left =
                new ArrayList<>(held.stream().map(Held::name).distinct().toList());
        Map<String, String[]> answers = new HashMap<>();
        while (!left.isEmpty()) {
            String end = attempt(request(plugin, release, left), scratch);
            for (String line : Files.readAllLines(scratch.resolve(ANSWERS))) {
                String[] fields = line.split("\t", -1);
                if (fields.length == 5) {
                    answers.put(fields[0], fields);
                }
            }
            left.removeIf(answers::containsKey);
            if (!left.isEmpty()) {
                String culprit = left.removeFirst();
                answers.put(culprit, new String[] {culprit, "", "0", "", end});
                if (end.equals(ENDLESS)) {
                    left.forEach(name -> answers.put(
                            name, new String[] {name, "", "0", "", "was not tried, " + culprit + " took too long"}));
                    left.clear();
                }
            }
        }
        return held.stream()
                .map(one -> tried(one, Objects.requireNonNull(answers.get(one.name()))))
                .toList();
    }

    private static String request(Plugin plugin, Distribution release, List<String> names) {
        StringBuilder request = new StringBuilder();
        release.jars().forEach(jar -> request.append("release\t").append(jar).append('\n'));
        plugin.jars().forEach(jar -> request.append("plugin\t").append(jar).append('\n'));
        names.forEach(name -> request.append("try\t").append(name).append('\n'));
        return request.toString();
    }

    /// @return how the process ended, for classes that it gave no answer for
    private static String attempt(String request, Path scratch) throws IOException, InterruptedException {
        Path said = scratch.resolve("said");
        Path asked = Files.writeString(scratch.resolve("asked"), request);
        Process process = Discretion.without(new ProcessBuilder(command()))
                .directory(Files.createDirectories(scratch.resolve("stand")).toFile())
                .redirectInput(asked.toFile())
                .redirectOutput(scratch.resolve(ANSWERS).toFile())
                .redirectError(said.toFile())
                .start();
        try {
            if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                return ENDLESS;
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return "it ended the process with exit code " + process.exitValue() + lastLine(said);
    }

    private static Tried tried(Held held, String[] fields) {
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
        return lines.isEmpty() ? "" : ": " + lines.getLast().strip();
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
