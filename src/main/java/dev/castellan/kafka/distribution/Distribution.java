package dev.castellan.kafka.distribution;

import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.KafkaVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/// One release of Kafka on this machine.
///
/// @param directory where it lies; the jars are in its `libs`
/// @param jars absolute, sorted by name: the class path of every Kafka process and tool
public record Distribution(KafkaVersion version, Path directory, List<Path> jars) {
    public Distribution {
        directory = directory.toAbsolutePath();
        List<Path> sorted = new ArrayList<>(jars.size());
        for (Path jar : jars) { // plain loops on this way: it is part of every start
            sorted.add(jar.toAbsolutePath());
        }
        sorted.sort(null);
        jars = List.copyOf(sorted);
    }

    /// One of its jars.
    public record Jar(String name, String sha256, long size) {}

    /// What the release consists of, as it was checked when it was put here; sorted by name.
    public List<Jar> contents() {
        List<Jar> contents = new ArrayList<>();
        Lock.read(directory)
                .ifPresent(lock ->
                        lock.jars().forEach(jar -> contents.add(new Jar(jar.name(), jar.sha256(), jar.size()))));
        contents.sort(Comparator.comparing(Jar::name));
        return List.copyOf(contents);
    }

    /// The Java that its classes are compiled for, the least a broker needs: 17, or 8 for Kafka 3.9.
    ///
    /// Asked from the class file itself (JVM specification, 4.1): major version 52 is Java 8, and so on.
    public int java() {
        for (Path jar : jars) {
            if (String.valueOf(jar.getFileName()).startsWith("kafka_2.")) {
                try (JarFile file = new JarFile(jar.toFile());
                        InputStream main = file.getInputStream(new ZipEntry("kafka/Kafka.class"))) {
                    byte[] head = main.readNBytes(8);
                    return (head[6] & 0xff) * 256 + (head[7] & 0xff) - 44;
                } catch (IOException e) {
                    throw new WorldRefused(
                            jar.toString(),
                            "cannot be read",
                            "remove " + directory + " and run again: it is fetched anew");
                }
            }
        }
        throw new WorldRefused(directory.toString(), "holds no broker", "remove it and run again: it is fetched anew");
    }
}
