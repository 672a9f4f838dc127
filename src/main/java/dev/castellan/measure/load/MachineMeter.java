package dev.castellan.measure.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// What Linux counts of this machine: processor time, time its disks had work, bytes over its links.
///
/// What cannot be read is missing from the result, and never guessed.
///
/// @param nanos when it was read, on the clock of `System.nanoTime()`
/// @param cpu the columns of the first line of `/proc/stat`
/// @param disks milliseconds each disk had work
/// @param links bytes over each link
record MachineMeter(long nanos, List<Long> cpu, Map<String, Long> disks, Map<String, Long> links) {
    private static final int IDLE = 3;
    private static final int IOWAIT = 4;
    private static final int STOLEN = 7;
    private static final int ALL = 8;

    /// Column of `/proc/diskstats`: milliseconds spent doing I/O.
    private static final int BUSY_MILLIS = 12;

    static MachineMeter read() {
        return new MachineMeter(System.nanoTime(), readProcessor(), readDisks(), readLinks());
    }

    /// The share of all processor time that was not idle; what the hypervisor gave to others was not idle either.
    Optional<Double> busySince(MachineMeter before) {
        return since(before, all -> all.stream().mapToLong(Long::longValue).sum() - all.get(IDLE) - all.get(IOWAIT));
    }

    Optional<Double> stolenSince(MachineMeter before) {
        return since(before, all -> all.get(STOLEN));
    }

    private Optional<Double> since(MachineMeter before, ToLongFunction<List<Long>> part) {
        if (cpu.size() < ALL || before.cpu.size() < ALL) {
            return Optional.empty();
        }
        long all = sum(cpu) - sum(before.cpu);
        return all <= 0
                ? Optional.empty()
                : Optional.of(share(part.applyAsLong(cpu) - part.applyAsLong(before.cpu), (double) all));
    }

    /// The share of time the busiest disk had work.
    Optional<Double> diskSince(MachineMeter before) {
        double millis = (nanos - before.nanos) / 1e6;
        return disks.entrySet().stream()
                .filter(disk -> before.disks.containsKey(disk.getKey()))
                .map(disk -> share(disk.getValue() - Objects.requireNonNull(before.disks.get(disk.getKey())), millis))
                .max(Double::compare);
    }

    /// The share of its speed the busiest link carried, both ways together, of those that tell their speed.
    Optional<Double> linkSince(MachineMeter before) {
        double seconds = (nanos - before.nanos) / 1e9;
        return links.keySet().stream()
                .filter(before.links::containsKey)
                .flatMap(link -> speed(link)
                        .map(bytes -> share(
                                Objects.requireNonNull(links.get(link))
                                        - Objects.requireNonNull(before.links.get(link)),
                                seconds * bytes))
                        .stream())
                .max(Double::compare);
    }

    private static List<Long> readProcessor() {
        return lines("/proc/stat").stream()
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
    private static Map<String, Long> readDisks() {
        Map<String, Long> disks = new HashMap<>();
        for (String line : lines("/proc/diskstats")) {
            String[] words = words(line);
            if (words.length > BUSY_MILLIS
                    && !words[2].matches("(loop|ram|zram|dm-|sr|md).*")
                    && Files.isDirectory(Path.of("/sys/block", words[2]))) {
                disks.put(words[2], Long.valueOf(words[BUSY_MILLIS]));
            }
        }
        return disks;
    }

    private static Map<String, Long> readLinks() {
        Map<String, Long> links = new HashMap<>();
        for (String line : lines("/proc/net/dev")) {
            String[] words = words(line.replace(":", " "));
            if (words.length > 9 && words[1].matches("\\d+") && !words[0].equals("lo")) {
                links.put(words[0], Long.parseLong(words[1]) + Long.parseLong(words[9]));
            }
        }
        return links;
    }

    /// Bytes a second; virtual links tell none, or -1.
    private static Optional<Double> speed(String link) {
        return lines("/sys/class/net/" + link + "/speed").stream()
                .findFirst()
                .filter(word -> word.matches("[1-9]\\d*"))
                .map(megabits -> Double.parseDouble(megabits) * 1_000_000 / 8);
    }

    private static List<String> lines(String file) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.toList();
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
        return Math.round(Math.clamp(part / whole, 0, 1) * 1000) / 1000.0;
    }
}
