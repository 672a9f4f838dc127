package dev.castellan.kafka.distribution;

import dev.castellan.problem.UserMistake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A plugin the user has: an archive, a jar, or a directory with jars anywhere below it. Only the jars are taken.
final class OwnPlugin {
    private final Path from;

    private OwnPlugin(Path from) {
        this.from = from.toAbsolutePath().normalize();
    }

    static OwnPlugin at(Path from) {
        return new OwnPlugin(from);
    }

    String name() {
        return String.valueOf(from.getFileName());
    }

    /// Its place in the cache, which its content decides.
    String slot() {
        try {
            StringBuilder content = new StringBuilder();
            for (Path file : files()) {
                content.append(Hashing.of(file))
                        .append("  ")
                        .append(file.getFileName())
                        .append('\n');
            }
            return plain(name()) + "-" + Hashing.of(content.toString()).substring(0, 12);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// Copies the jars into `libs`.
    Lock copy(Path libs, Tally tally) throws IOException {
        tally.started(name(), 0);
        List<Lock.Jar> jars;
        if (Files.isDirectory(from) || isJar(name())) {
            jars = new ArrayList<>();
            var names = new FreeNames();
            for (Path file : files()) {
                jars.add(Hashing.copy(file, libs.resolve(names.next(String.valueOf(file.getFileName())))));
            }
            jars.sort(Comparator.comparing(Lock.Jar::name));
        } else {
            jars = unpack(from, libs);
        }
        if (jars.isEmpty()) {
            throw empty(from);
        }
        jars.forEach(jar -> tally.arrived(jar.name()));
        tally.finished();
        return new Lock(jars);
    }

    /// The jars of an archive, from any of its directories, sorted by name.
    static List<Lock.Jar> unpack(Path from, Path libs) throws IOException {
        List<Lock.Jar> jars = new ArrayList<>();
        var names = new FreeNames();
        try (InputStream file = Files.newInputStream(from);
                Archive archive = Archive.open(from, file)) {
            for (Optional<String> entry = archive.next(); entry.isPresent(); entry = archive.next()) {
                String name = entry.get().substring(entry.get().lastIndexOf('/') + 1);
                if (isJar(name)) {
                    jars.add(Hashing.write(archive.content(), libs.resolve(names.next(name))));
                }
            }
        }
        if (jars.isEmpty()) {
            throw empty(from);
        }
        jars.sort(Comparator.comparing(Lock.Jar::name));
        return jars;
    }

    /// What the plugin is made of: the archive or jar itself, or the jars of the directory, each in a fixed order.
    private List<Path> files() throws IOException {
        if (!Files.isDirectory(from)) {
            return List.of(from);
        }
        try (Stream<Path> below = Files.walk(from)) {
            return below.filter(file -> isJar(String.valueOf(file.getFileName())))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    /// Not the files that a Mac puts beside others, `._x.jar`.
    private static boolean isJar(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".jar") && !name.startsWith(".");
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9_+-]+", "-");
    }

    private static UserMistake empty(Path from) {
        return new UserMistake(
                from + " holds no jar, so no plugin",
                "name what its makers publish for Connect, or a directory of jars");
    }

    private UserMistake unreadable(IOException e) {
        return new UserMistake(
                from + " cannot be read: " + e.getMessage(), "correct its mode, or name another copy of the plugin");
    }

    /// Names of files in one directory, from names in many.
    private static final class FreeNames {
        private final Set<String> taken = new HashSet<>();

        String next(String wanted) {
            String base = wanted.substring(0, wanted.length() - ".jar".length())
                    .replaceAll("[^A-Za-z0-9._+-]", "-")
                    .replaceAll("[.]+", ".");
            String name = base + ".jar";
            for (int copy = 2; !taken.add(name); copy++) {
                name = base + "-" + copy + ".jar";
            }
            return name;
        }
    }
}
