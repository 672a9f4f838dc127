package dev.castellan.kafka.distribution;

import dev.castellan.problem.UserMistake;
import dev.castellan.spec.KafkaVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Kafka the user downloaded: the project's `.tgz`, or the directory it unpacks to. Only its jars are taken.
final class OwnDownload {
    /// An entry of the archive that is a jar of the release; its last part alone names the file we write.
    private static final Pattern JAR = Pattern.compile("(?:\\./)?[^/]+/libs/([A-Za-z0-9_][A-Za-z0-9._+-]*\\.jar)");

    private static final Pattern CLIENTS = Pattern.compile("kafka-clients-(.+)\\.jar");
    private static final String HINT = "name the kafka_2.13-VERSION.tgz of the Apache Kafka project, or its directory";

    private final Path from;
    private final KafkaVersion version;

    private OwnDownload(Path from, KafkaVersion version) {
        this.from = from.toAbsolutePath();
        this.version = version;
    }

    static OwnDownload at(Path from, KafkaVersion version) {
        if (!Files.isReadable(from)) {
            throw new UserMistake(from + " is not there, or may not be read", HINT);
        }
        return new OwnDownload(from, version);
    }

    /// Its place in the cache; another one once the file or directory has changed.
    Slot slot() {
        try {
            StringBuilder state = new StringBuilder(from.toString());
            for (Path file : Files.isDirectory(from) ? jarsOf(from) : List.of(from)) {
                state.append('\n').append(file.getFileName()).append(' ').append(Files.size(file));
                state.append(' ').append(Files.getLastModifiedTime(file).toMillis());
            }
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(state.toString().getBytes(StandardCharsets.UTF_8));
            return new Slot(version, version + "-" + HexFormat.of().formatHex(digest, 0, 4));
        } catch (IOException e) {
            throw new UserMistake(from + " cannot be read: " + e.getMessage(), HINT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Copies the jars into `libs`.
    Lock copy(Path libs, Tally tally) throws IOException {
        List<Lock.Jar> jars =
                new ArrayList<>(Files.isDirectory(from) ? copyDirectory(libs, tally) : unpack(libs, tally));
        jars.sort(Comparator.comparing(Lock.Jar::name));
        check(jars);
        tally.finished();
        return new Lock(jars);
    }

    private List<Lock.Jar> copyDirectory(Path libs, Tally tally) throws IOException {
        List<Path> files = jarsOf(from);
        tally.started("Kafka " + version, files.size());
        List<Lock.Jar> jars = new ArrayList<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                jars.add(write(in, libs, String.valueOf(file.getFileName()), tally));
            }
        }
        return jars;
    }

    private List<Lock.Jar> unpack(Path libs, Tally tally) throws IOException {
        tally.started("Kafka " + version, 0);
        List<Lock.Jar> jars = new ArrayList<>();
        try (InputStream file = Files.newInputStream(from);
                Archive archive = Archive.tgz(from, file)) {
            for (Optional<String> entry = archive.next(); entry.isPresent(); entry = archive.next()) {
                Matcher jar = JAR.matcher(entry.get());
                if (jar.matches()) {
                    jars.add(write(archive.content(), libs, jar.group(1), tally));
                }
            }
        }
        return jars;
    }

    private void check(List<Lock.Jar> jars) {
        String found = jars.stream()
                .map(jar -> CLIENTS.matcher(jar.name()))
                .filter(Matcher::matches)
                .map(clients -> clients.group(1))
                .findFirst()
                .orElseThrow(() -> new UserMistake(from + " is no Kafka: it has no libs/kafka-clients-*.jar", HINT));
        if (!found.equals(version.toString()) && !found.startsWith(version + "-")) {
            throw new UserMistake(
                    from + " is Kafka " + found + ", and " + version + " is wanted",
                    "change the version in the spec, or name a download of " + version);
        }
    }

    private static Lock.Jar write(InputStream in, Path libs, String name, Tally tally) throws IOException {
        Lock.Jar jar = Hashing.write(in, libs.resolve(name));
        tally.arrived(name);
        return jar;
    }

    private static List<Path> jarsOf(Path directory) throws IOException {
        Path libs = directory.resolve("libs");
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(libs)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(libs, "*.jar")) {
                files.forEach(jars::add);
            }
        }
        jars.sort(Comparator.naturalOrder());
        return jars;
    }
}
