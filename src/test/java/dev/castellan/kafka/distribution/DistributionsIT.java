package dev.castellan.kafka.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.problem.UserMistake;
import dev.castellan.problem.WorldRefused;
import dev.castellan.spec.KafkaVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Against the Maven repositories of whoever runs it.
@Timeout(120)
class DistributionsIT {
    /// Pinned in the test resources: a release of one small jar.
    private static final KafkaVersion SMALL = new KafkaVersion(3, 9, 99);

    @TempDir
    private Path directory;

    @Test
    void the_default_release_comes_whole_and_stays() throws IOException {
        Distribution release = userOwn().resolve(KafkaVersion.DEFAULT);

        assertThat(release.jars())
                .hasSizeGreaterThan(80)
                .isSorted()
                .allSatisfy(jar -> assertThat(jar).isAbsolute().isRegularFile());
        assertThat(userOwn().isCached(KafkaVersion.DEFAULT)).isTrue();
        assertThat(userOwn().verify(release)).isEmpty();
        assertThat(offline().resolve(KafkaVersion.DEFAULT)).isEqualTo(release);

        Files.writeString(release.jars().getFirst(), "changed");
        assertThat(userOwn().verify(release)).hasSize(1);
        assertThat(userOwn().isCached(KafkaVersion.DEFAULT)).isFalse();
    }

    @Test
    void a_release_without_pins_is_found_by_its_poms() throws IOException {
        Distribution release = userOwn().resolve(new KafkaVersion(4, 1, 1));

        assertThat(release.jars().stream().map(jar -> jar.getFileName().toString()))
                .contains("kafka_2.13-4.1.1.jar", "connect-mirror-4.1.1.jar")
                .anyMatch(name -> name.startsWith("log4j-slf4j-impl-"));
        assertThat(Files.readString(release.directory().resolve("lock.txt"))).startsWith("# Kafka 4.1.1 from Maven");
    }

    @Test
    void what_an_older_castellan_put_together_gets_the_jars_that_it_lacks() throws IOException {
        Distribution release = userOwn().resolve(KafkaVersion.DEFAULT);
        String lacking = "connect-basic-auth-extension-" + KafkaVersion.DEFAULT + ".jar";
        Path lock = release.directory().resolve("lock.txt");
        Files.delete(release.directory().resolve("libs").resolve(lacking));
        Files.write(
                lock,
                Files.readAllLines(lock).stream()
                        .filter(line -> !line.contains(lacking))
                        .toList());

        assertThat(offline().resolve(KafkaVersion.DEFAULT).jars())
                .hasSize(release.jars().size() - 1);
        assertThat(userOwn().resolve(KafkaVersion.DEFAULT)).isEqualTo(release);
        assertThat(userOwn().verify(release)).isEmpty();
    }

    @Test
    void two_processes_at_once_share_the_work() throws IOException, InterruptedException {
        List<Process> processes = List.of(another(), another());

        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("98 jars, 0 damaged");
        }
        assertThat(directory.resolve("cache")).isDirectoryNotContaining("glob:**~*");
    }

    @Test
    void a_version_that_was_never_released_is_named() {
        assertThatThrownBy(
                        () -> with(Optional.empty(), directory.resolve("empty")).resolve(new KafkaVersion(4, 0, 99)))
                .isInstanceOf(WorldRefused.class)
                .hasMessageMatching("Kafka 4\\.0\\.99  not in the Maven repositories asked \\(.*\\): "
                        + "org\\.apache\\.kafka:.*:jar:4\\.0\\.99; check the version; .*");
        assertThat(directory.resolve("cache/4.0.99")).doesNotExist();
    }

    @Test
    void a_version_too_old_to_keep_is_refused() {
        assertThatThrownBy(() -> userOwn().resolve(new KafkaVersion(3, 6, 1)))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("Kafka 3.6.1 is older than 3.9.0");
    }

    @Test
    void a_jar_that_is_not_the_one_released_is_not_cached() throws IOException {
        Path repository = directory.resolve("repository");
        Distributions distributions = with(Optional.empty(), repository);
        distributions.resolve(SMALL);
        Path jar = repository.resolve("org/slf4j/slf4j-api/1.7.36/slf4j-api-1.7.36.jar");
        Files.writeString(jar, "something else");
        Distributions emptyCache = new Distributions(
                directory.resolve("other"), Progress.SILENT, new MavenHome(Optional.empty(), Optional.of(repository)));

        assertThatThrownBy(() -> emptyCache.resolve(SMALL))
                .isInstanceOf(WorldRefused.class)
                .hasMessageContaining("org.slf4j:slf4j-api:1.7.36  is not the jar that was released: expected SHA-256 ")
                .hasMessageContaining("nothing was cached; remove " + jar + " and run again");
        assertThat(directory.resolve("other/3.9.99")).doesNotExist();
        assertThat(directory.resolve("other")).isDirectoryNotContaining("glob:**~*");

        Files.delete(jar);
        assertThat(emptyCache.resolve(SMALL).jars()).hasSize(1);
    }

    @Test
    void without_network_an_empty_cache_says_so_at_once_and_again_once_it_is_back() throws IOException {
        assertThatThrownBy(() -> offline().resolve(KafkaVersion.DEFAULT))
                .isInstanceOf(WorldRefused.class)
                .hasMessageMatching("Kafka 4\\.3\\.1  not yet on this machine, "
                        + "and the Maven repositories \\(.*\\) do not answer: .*[Cc]onnect.*; check the network, .*");

        assertThat(with(Optional.empty(), directory.resolve("empty"))
                        .resolve(SMALL)
                        .jars())
                .hasSize(1);
    }

    @Test
    void a_cache_that_cannot_be_written_is_named() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        Distributions distributions = new Distributions(file.resolve("kafka"), Progress.SILENT);

        assertThatThrownBy(() -> distributions.resolve(SMALL))
                .isInstanceOf(WorldRefused.class)
                .hasMessageContaining(file + "/kafka  cannot be written: ");
    }

    private Distributions userOwn() {
        return new Distributions(directory.resolve("cache"), Progress.SILENT);
    }

    /// Settings whose only mirror is a port of this machine where nobody listens.
    private Distributions offline() throws IOException {
        Path settings = Files.writeString(directory.resolve("settings.xml"), """
                <settings>
                  <mirrors>
                    <mirror><id>nobody</id><url>http://127.0.0.1:1/maven</url><mirrorOf>*</mirrorOf></mirror>
                  </mirrors>
                </settings>
                """);
        return with(Optional.of(settings), directory.resolve("empty"));
    }

    private Distributions with(Optional<Path> settings, Path repository) {
        return new Distributions(
                directory.resolve("cache"), Progress.SILENT, new MavenHome(settings, Optional.of(repository)));
    }

    private Process another() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                        "-cp",
                        classPath,
                        ResolveOnce.class.getName(),
                        directory.resolve("cache").toString(),
                        KafkaVersion.DEFAULT.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
