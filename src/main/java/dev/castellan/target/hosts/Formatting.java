package dev.castellan.target.hosts;

import dev.castellan.kafka.config.PropertiesText;
import dev.castellan.kafka.config.ServerProperties;
import dev.castellan.kafka.knowledge.FormatRequest;
import dev.castellan.kafka.knowledge.KafkaKnowledge;
import dev.castellan.machine.SafeFiles;
import dev.castellan.security.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// A node's storage, formatted here by the target version's own code and packed for its host.
///
/// What is put in at format time need not pass a command line of the host that way, and no JVM starts there for it.
final class Formatting implements AutoCloseable {
    private final Path place;
    private final List<Path> directories = new ArrayList<>();

    private Formatting(Path place) {
        this.place = place;
    }

    /// @param serverProperties the text of the node's file, as it stands on its host
    /// @param initialControllers empty for a node that joins later
    /// @param firstUser with its password, as Kafka's `--add-scram` takes it
    static Formatting of(
            KafkaKnowledge knowledge,
            String serverProperties,
            String clusterId,
            Optional<String> initialControllers,
            Optional<Secret> firstUser) {
        try {
            Formatting formatting = new Formatting(Files.createTempDirectory("castellan-format"));
            formatting.format(knowledge, serverProperties, clusterId, initialControllers, firstUser);
            return formatting;
        } catch (IOException e) {
            throw SafeFiles.refused(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    private void format(
            KafkaKnowledge knowledge,
            String serverProperties,
            String clusterId,
            Optional<String> initialControllers,
            Optional<Secret> firstUser) {
        Map<String, String> properties = new TreeMap<>(PropertiesText.read(serverProperties));
        int count = properties.getOrDefault("log.dirs", "").split(",", -1).length;
        for (int i = 0; i < count; i++) {
            Path directory = place.resolve(String.valueOf(i));
            SafeFiles.createDirectories(directory);
            directories.add(directory);
        }
        properties.put(
                "log.dirs",
                String.join(",", directories.stream().map(Path::toString).toList()));
        Path file = place.resolve(ServerProperties.FILE);
        SafeFiles.write(file, PropertiesText.write("", properties));
        knowledge.format(new FormatRequest(file, clusterId, initialControllers, firstUser));
    }

    /// Writes a tar of the directories, each under its place in `log.dirs`: `0/meta.properties`.
    void write(OutputStream out) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
        for (Path directory : directories) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.filter(Files::isRegularFile).sorted().forEach(file -> add(tar, file));
            }
        }
        tar.finish();
        tar.flush();
    }

    private void add(TarArchiveOutputStream tar, Path file) {
        try {
            TarArchiveEntry entry = new TarArchiveEntry(place.relativize(file).toString());
            entry.setSize(Files.size(file));
            tar.putArchiveEntry(entry);
            Files.copy(file, tar);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        SafeFiles.delete(place);
    }
}
