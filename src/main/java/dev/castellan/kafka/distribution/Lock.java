package dev.castellan.kafka.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a cached release consisted of when it was put there: `lock.txt` beside its `libs`.
record Lock(List<Jar> jars) {
    static final String FILE = "lock.txt";

    /// One jar; in the file `sha256  size  name`.
    record Jar(String sha256, long size, String name) {}

    Lock {
        jars = List.copyOf(jars);
    }

    /// Reads the lock of a release; empty where there is none, or one that no Castellan wrote.
    static Optional<Lock> read(Path release) {
        try {
            return parse(Files.readString(release.resolve(FILE), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Optional<Lock> parse(String text) {
        List<Jar> jars = new ArrayList<>();
        for (String line : text.split("\n", -1)) { // plain loops on this way: it is part of every start
            if (!line.isBlank() && line.charAt(0) != '#') {
                Optional<Jar> jar = jar(line);
                if (jar.isEmpty()) {
                    return Optional.empty();
                }
                jars.add(jar.get());
            }
        }
        return jars.isEmpty() ? Optional.empty() : Optional.of(new Lock(jars));
    }

    private static Optional<Jar> jar(String line) {
        int size = line.indexOf("  ");
        int name = size < 0 ? -1 : line.indexOf("  ", size + 2);
        if (size != 64 || name < 0) {
            return Optional.empty();
        }
        String bytes = line.substring(size + 2, name);
        String file = line.substring(name + 2);
        return isNumber(bytes) && !isPath(file)
                ? Optional.of(new Jar(line.substring(0, size), Long.parseLong(bytes), file))
                : Optional.empty();
    }

    /// One checksum for all: of the checksums and names, whatever order they came in.
    String sha256() {
        return Hashing.of(jars.stream()
                .map(jar -> jar.sha256 + "  " + jar.name + "\n")
                .sorted()
                .collect(Collectors.joining()));
    }

    String text(String title) {
        StringBuilder text = new StringBuilder("# " + title + "\n");
        jars.forEach(jar -> text.append(jar.sha256)
                .append("  ")
                .append(jar.size)
                .append("  ")
                .append(jar.name)
                .append('\n'));
        return text.toString();
    }

    /// Whether every jar is there and has its size: what can be asked on every start.
    boolean matchesSizes(Path libs) {
        for (Jar jar : jars) {
            if (size(libs.resolve(jar.name)) != jar.size) {
                return false;
            }
        }
        return true;
    }

    private static long size(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? attributes.size() : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() < 15;
    }

    private static boolean isPath(String name) {
        return name.isBlank() || name.contains("/") || name.contains("\\") || name.contains("..");
    }
}
