package dev.castellan.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// What Linux counts of a machine: processor time, time its disks had work, bytes over its links.
///
/// What cannot be read is missing from the result, and never guessed.
///
/// @param seconds when it was read, on the machine's own clock, since it was started
/// @param cores how many processors it has
/// @param cpu the columns of the first line of `/proc/stat`
/// @param disks milliseconds each disk had work
/// @param links bytes over each link that tells its speed
/// @param speeds bytes a second of those links
public record Counters(
        double seconds,
        int cores,
        List<Long> cpu,
        Map<String, Long> disks,
        Map<String, Long> links,
        Map<String, Double> speeds) {
    /// Prints on any Linux machine what [#of] reads: every file after a line with its name.
    public static final String SCRIPT = """
            for file in /proc/uptime /proc/stat /proc/diskstats /proc/net/dev /sys/class/net/*/speed; do
              echo "== $file"
              cat "$file" 2>/dev/null
            done
            echo "== /sys/block"
            ls /sys/block
            """;

    private static final String FILE = "== ";
    private static final int IDLE = 3;
    private static final int IOWAIT = 4;
    private static final int STOLEN = 7;
    private static final int ALL = 8;

    /// Column of `/proc/diskstats`: milliseconds spent doing I/O.
    private static final int BUSY_MILLIS = 12;

    public Counters {
        cpu = List.copyOf(cpu);
        disks = Map.copyOf(disks);
        links = Map.copyOf(links);
        speeds = Map.copyOf(speeds);
    }

    /// Of this machine.
    public static Counters read() {
        Map<String, List<String>> files = new HashMap<>();
        Stream.of("/proc/uptime", "/proc/stat", "/proc/diskstats", "/proc/net/dev")
                .forEach(file -> files.put(file, lines(file)));
        names("/sys/class/net").forEach(link -> files.put(speed(link), lines(speed(link))));
        files.put("/sys/block", names("/sys/block"));
        return of(files);
    }

    /// Of the machine on which [#SCRIPT] printed this.
    public static Counters of(String printed) {
        Map<String, List<String>> files = new HashMap<>();
        List<String> file = new ArrayList<>();
        for (String line : printed.lines().toList()) {
            if (line.startsWith(FILE)) {
                file = files.computeIfAbsent(line.substring(FILE.length()), name -> new ArrayList<>());
            } else {
                file.add(line);
            }
        }
        return of(files);
    }

    private static Counters of(Map<String, List<String>> files) {
        Map<String, Double> speeds = speeds(files);
        List<String> processors = files.getOrDefault("/proc/stat", List.of());
        return new Counters(
                files.getOrDefault("/proc/uptime", List.of()).stream()
                        .findFirst()
                        .map(line -> Double.parseDouble(words(line)[0]))
                        .orElse(0.0),
                Math.toIntExact(processors.stream()
                        .filter(line -> line.matches("cpu\\d.*"))
                        .count()),
                processor(processors),
                disks(files.getOrDefault("/proc/diskstats", List.of()), files.getOrDefault("/sys/block", List.of())),
                links(files.getOrDefault("/proc/net/dev", List.of()), speeds),
                speeds);
    }

    /// The share of all processor time that was not idle; what the hypervisor gave to others was not idle either.
    public Optional<Double> busySince(Counters before) {
        return part(before, all -> sum(all) - all.get(IDLE) - all.get(IOWAIT));
    }

    /// The share of all processor time that the hypervisor gave to others.
    public Optional<Double> stolenSince(Counters before) {
        return part(before, all -> all.get(STOLEN));
    }

    /// The share of time the busiest disk had work.
    public Optional<Double> diskSince(Counters before) {
        return busiest(disks, before.disks, disk -> (seconds - before.seconds) * 1000);
    }

    /// The share of its speed the busiest link carried, both ways together.
    public Optional<Double> linkSince(Counters before) {
        return busiest(
                links, before.links, link -> (seconds - before.seconds) * Objects.requireNonNull(speeds.get(link)));
    }

    private Optional<Double> part(Counters before, ToLongFunction<List<Long>> part) {
        if (cpu.size() < ALL || before.cpu.size() < ALL) {
            return Optional.empty();
        }
        long all = sum(cpu) - sum(before.cpu);
        return all <= 0
                ? Optional.empty()
                : Optional.of(share(part.applyAsLong(cpu) - part.applyAsLong(before.cpu), (double) all));
    }

    private interface Capacity {
        double of(String name);
    }

    private static Optional<Double> busiest(Map<String, Long> now, Map<String, Long> before, Capacity capacity) {
        return now.keySet().stream()
                .filter(before::containsKey)
                .map(name -> share(
                        Objects.requireNonNull(now.get(name)) - Objects.requireNonNull(before.get(name)),
                        capacity.of(name)))
                .max(Double::compare);
    }

    private static List<Long> processor(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("cpu "))
                .findFirst()
                .map(line -> Arrays.stream(words(line))
                        .skip(1)
                        .limit(ALL)
                        .map(Long::valueOf)
                        .toList())
                .orElse(List.of());
    }

    /// Whole disks; a partition of one would count twice.
    private static Map<String, Long> disks(List<String> lines, List<String> whole) {
        Map<String, Long> disks = new HashMap<>();
        for (String line : lines) {
            String[] words = words(line);
            if (words.length > BUSY_MILLIS
                    && !words[2].matches("(loop|ram|zram|dm-|sr|md).*")
                    && whole.contains(words[2])) {
                disks.put(words[2], Long.valueOf(words[BUSY_MILLIS]));
            }
        }
        return disks;
    }

    private static Map<String, Long> links(List<String> lines, Map<String, Double> speeds) {
        Map<String, Long> links = new HashMap<>();
        for (String line : lines) {
            String[] words = words(line.replace(":", " "));
            if (words.length > 9 && words[1].matches("\\d+") && speeds.containsKey(words[0])) {
                links.put(words[0], Long.parseLong(words[1]) + Long.parseLong(words[9]));
            }
        }
        return links;
    }

    /// Bytes a second; virtual links tell none, or -1.
    private static Map<String, Double> speeds(Map<String, List<String>> files) {
        Map<String, Double> speeds = new HashMap<>();
        files.forEach((file, lines) -> {
            if (file.endsWith("/speed") && !lines.isEmpty() && lines.getFirst().matches("[1-9]\\d*")) {
                String link = Path.of(file).getName(3).toString();
                speeds.put(link, Double.parseDouble(lines.getFirst()) * 1_000_000 / 8);
            }
        });
        return speeds;
    }

    private static String speed(String link) {
        return "/sys/class/net/" + link + "/speed";
    }

    private static List<String> lines(String file) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.toList();
        } catch (IOException | UncheckedIOException untold) {
            return List.of();
        }
    }

    private static List<String> names(String directory) {
        try (Stream<Path> entries = Files.list(Path.of(directory))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException | UncheckedIOException untold) {
            return List.of();
        }
    }

    private static String[] words(String line) {
        return line.strip().split("\\s+");
    }

    private static long sum(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }

    private static double share(long part, double whole) {
        return whole <= 0 ? 0 : Math.round(Math.clamp(part / whole, 0, 1) * 1000) / 1000.0;
    }
}
