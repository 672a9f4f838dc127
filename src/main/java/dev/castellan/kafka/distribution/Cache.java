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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The directory that holds releases, `<cache>/4.3.1/libs/*.jar` with their `lock.txt`, each whole or absent.
///
/// A release is built in a directory beside its place, flushed to the disk, and renamed into it.
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

    /// The release, if it is here with every jar in its size.
    Optional<Distribution> find(Slot slot) {
        Optional<Lock> lock = Lock.read(release(slot));
        return lock.isPresent() && lock.get().matchesSizes(release(slot).resolve("libs"))
                ? Optional.of(distribution(slot, lock.get()))
                : Optional.empty();
    }

    /// The release, filled by `filling` unless another process did so while we waited for it.
    Distribution findOrFill(Slot slot, String title, Filling filling) throws IOException {
        Files.createDirectories(directory);
        CacheLock held = CacheLock.take(directory.resolve("." + slot.name() + ".lock"), WAIT, progress);
        try {
            Optional<Distribution> done = find(slot);
            return done.isPresent() ? done.get() : fill(slot, title, filling);
        } finally {
            held.close();
        }
    }

    private Distribution fill(Slot slot, String title, Filling filling) throws IOException {
        sweep(slot);
        try {
            Path building = Files.createDirectory(beside(slot, "building"));
            Path libs = Files.createDirectory(building.resolve("libs"));
            Lock lock = filling.fill(libs);
            Files.writeString(building.resolve(Lock.FILE), lock.text(title), StandardOpenOption.CREATE_NEW);
            flush(building.resolve(Lock.FILE));
            flush(libs);
            flush(building);
            if (Files.exists(release(slot), LinkOption.NOFOLLOW_LINKS)) { // damaged, or find() would have had it
                Files.move(release(slot), beside(slot, "damaged"), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(building, release(slot), StandardCopyOption.ATOMIC_MOVE);
            flush(directory);
            return distribution(slot, lock);
        } finally {
            sweep(slot);
        }
    }

    /// Removes what builders of this release left behind; only while holding its lock.
    private void sweep(Slot slot) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "." + slot.name() + "~*")) {
            for (Path path : left) {
                delete(path);
            }
        }
    }

    private Path release(Slot slot) {
        return directory.resolve(slot.name());
    }

    private Path beside(Slot slot, String purpose) {
        return directory.resolve("." + slot.name() + "~" + purpose);
    }

    private Distribution distribution(Slot slot, Lock lock) {
        Path libs = release(slot).resolve("libs");
        List<Path> jars = new ArrayList<>();
        for (Lock.Jar jar : lock.jars()) {
            jars.add(libs.resolve(jar.name()));
        }
        return new Distribution(slot.version(), release(slot), jars);
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
