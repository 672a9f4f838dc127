package dev.castellan.kafka.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.UserMistake;
import dev.castellan.spec.KafkaVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDownloadTest {
    private static final KafkaVersion WANTED = new KafkaVersion(4, 3, 1);

    @TempDir
    private Path directory;

    private Distributions distributions = new Distributions(Path.of("unset"), Progress.SILENT);

    @BeforeEach
    void a_cache_of_its_own() {
        distributions = new Distributions(directory.resolve("cache"), Progress.SILENT);
    }

    @Test
    void the_jars_of_an_archive_are_taken_and_nothing_else() throws IOException {
        Path archive = archive(
                "kafka_2.13-4.3.1/bin/kafka-topics.sh",
                "kafka_2.13-4.3.1/libs/kafka-clients-4.3.1.jar",
                "kafka_2.13-4.3.1/libs/jackson.jar",
                "kafka_2.13-4.3.1/libs/sub/nested.jar");

        Distribution taken = distributions.resolve(WANTED, archive);

        assertThat(taken.jars())
                .extracting(jar -> jar.getFileName().toString())
                .containsExactly("jackson.jar", "kafka-clients-4.3.1.jar");
        assertThat(distributions.verify(taken)).isEmpty();
        assertThat(distributions.isCached(WANTED)).isFalse();
    }

    @Test
    void an_entry_cannot_climb_out_of_the_cache() throws IOException {
        Path archive = archive(
                "kafka/libs/kafka-clients-4.3.1.jar",
                "kafka/libs/../../evil.jar",
                "../libs/evil2.jar",
                "/libs/evil3.jar",
                "kafka/libs/..jar");

        Distribution taken = distributions.resolve(WANTED, archive);

        assertThat(taken.jars())
                .extracting(jar -> jar.getFileName().toString())
                .containsExactly("evil2.jar", "kafka-clients-4.3.1.jar")
                .allSatisfy(name -> assertThat(taken.directory().resolve("libs").resolve(name))
                        .exists());
    }

    @Test
    void an_unpacked_directory_serves_as_well() throws IOException {
        Path libs = Files.createDirectories(directory.resolve("kafka/libs"));
        Files.writeString(libs.resolve("kafka-clients-4.3.1.jar"), "x");

        Distribution first = distributions.resolve(WANTED, directory.resolve("kafka"));
        Files.writeString(libs.resolve("kafka-clients-4.3.1.jar"), "changed");
        Distribution second = distributions.resolve(WANTED, directory.resolve("kafka"));

        assertThat(second.directory()).isNotEqualTo(first.directory());
        assertThat(second.jars().getFirst()).hasContent("changed");
    }

    @Test
    void another_version_than_the_one_wanted_is_refused() throws IOException {
        Path archive = archive("kafka/libs/kafka-clients-4.0.0.jar");

        assertThatThrownBy(() -> distributions.resolve(WANTED, archive))
                .isInstanceOf(UserMistake.class)
                .hasMessage(archive + " is Kafka 4.0.0, and 4.3.1 is wanted; "
                        + "change the version in the spec, or name a download of 4.3.1");
        assertThat(directory.resolve("cache")).isDirectoryNotContaining("glob:**4.3.1-*[!k]");
    }

    @Test
    void something_else_than_kafka_is_refused() throws IOException {
        assertRefused(archive("flink/libs/flink.jar"), " is no Kafka: it has no libs/kafka-clients-*.jar; ");
        assertRefused(Files.createDirectory(directory.resolve("empty")), " is no Kafka: ");
        assertRefused(Files.writeString(directory.resolve("text"), "hello"), " is no whole gzipped tar archive: ");
        assertRefused(directory.resolve("nowhere"), " is not there, or may not be read; ");
    }

    @Test
    void a_download_that_broke_off_is_the_users_to_mend() throws IOException {
        byte[] whole = Files.readAllBytes(archive("kafka/libs/kafka-clients-4.3.1.jar"));
        Path half = Files.write(directory.resolve("half.tgz"), List.of());
        Files.write(half, Arrays.copyOf(whole, whole.length / 2));

        assertRefused(half, " is no whole gzipped tar archive: ");
    }

    private void assertRefused(Path from, String because) {
        assertThatThrownBy(() -> distributions.resolve(WANTED, from))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith(from + because);
    }

    private Path archive(String... entries) throws IOException {
        Path file = directory.resolve("kafka.tgz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (String name : entries) {
                byte[] content = name.repeat(50).getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(name, true);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return file;
    }
}
