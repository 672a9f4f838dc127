package dev.castellan.kafka.distribution;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A directory of sets of jars, `<cache>/4.3.1/libs/*.jar` with their `lock.txt`, each whole or absent.
///
/// A set is built in a directory beside its place, flushed to the disk, and renamed into it.
final class Cache {
    private static final Duration WAIT = Duration.ofMinutes(10);

    /// Fills an empty `libs` with jars and says what it put there.
    interface Filling {
        Lock fill(Path libs) throws IOException;
    }

    private final Path directory;
    private final Progress progress;

    Cache(Path directory, Progress progress) {
        this.directory = directory.toAbsolutePath();
        this.progress = progress;
    }

    Path directory() {
        return directory;
    }

    /// The set of this name, if it is here with every jar in its size.
    Optional<JarSet> find(String name) {
        Optional<Lock> lock = Lock.read(place(name));
        return lock.isPresent() && lock.get().matchesSizes(place(name).resolve("libs"))
                ? Optional.of(new JarSet(place(name), lock.get()))
                : Optional.empty();
    }

    /// Puts another set in the place of the one of this name.
    JarSet replace(String name, String title, Filling filling) throws IOException {
        CacheLock held = CacheLock.take(directory.resolve("." + name + ".lock"), WAIT, progress);
        try {
            return fill(name, title, filling);
        } finally {
            held.close();
        }
    }

    /// The names that sets have; not every one need be whole.
    List<String> names() {
        String[] names = directory.toFile().list((where, name) -> !name.startsWith("."));
        return names == null ? List.of() : List.of(names);
    }

    /// The set of this name, filled by `filling` unless another process did so while we waited for it.
    JarSet findOrFill(String name, String title, Filling filling) throws IOException {
        Files.createDirectories(directory);
        CacheLock held = CacheLock.take(directory.resolve("." + name + ".lock"), WAIT, progress);
        try {
            Optional<JarSet> done = find(name);
            return done.isPresent() ? done.get() : fill(name, title, filling);
        } finally {
            held.close();
        }
    }

    private JarSet fill(String name, String title, Filling filling) throws IOException {
        sweep(name);
        try {
            Path building = Files.createDirectory(beside(name, "building"));
            Path libs = Files.createDirectory(building.resolve("libs"));
            Lock lock = filling.fill(libs);
            Files.writeString(building.resolve(Lock.FILE), lock.text(title), StandardOpenOption.CREATE_NEW);
            flush(building.resolve(Lock.FILE));
            flush(libs);
            flush(building);
            if (Files.exists(place(name), LinkOption.NOFOLLOW_LINKS)) { // damaged, or of an older recipe
                Files.move(place(name), beside(name, "damaged"), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(building, place(name), StandardCopyOption.ATOMIC_MOVE);
            flush(directory);
            return new JarSet(place(name), lock);
        } finally {
            sweep(name);
        }
    }

    /// Removes what builders of this set left behind; only while holding its lock.
    private void sweep(String name) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "." + name + "~*")) {
            for (Path path : left) {
                delete(path);
            }
        }
    }

    private Path place(String name) {
        return directory.resolve(name);
    }

    private Path beside(String name, String purpose) {
        return directory.resolve("." + name + "~" + purpose);
    }

    private static void flush(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
