package dev.castellan.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.machine.SafeFiles;
import dev.castellan.security.Authority;
import dev.castellan.spec.Dialect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rules, and the tests that come with them, as Prometheus's own tool sees them (Debian: `prometheus`).
class PromtoolTest {
    private static final NavigableMap<String, String> AGENTS = new TreeMap<>(Map.of("kafka-1", "127.0.0.1:7071"));

    private static final Monitoring.Key KEY = new Monitoring.Key(
            Authority.create("bills", Instant.now(), Duration.ofDays(9)).certificate(), "word");

    private static final Monitoring.Wanted LOCKED =
            new Monitoring.Wanted("bills", AGENTS, Optional.of(KEY), new TreeSet<>(Set.of(Dialect.values())));

    @TempDir
    private Path folder = Path.of("");

    /// Before each: what is given up before all of them leaves no trace in the report.
    @BeforeEach
    void is_told_where_it_cannot_run() {
        boolean here = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "promtool")));
        Assumptions.assumeTrue(here, "there is no promtool on this machine");
        new MonitoringFolder(folder).write(Monitoring.files(Monitoring.Wanted.open("orders", AGENTS), 7070));
    }

    @Test
    void prometheus_takes_the_configuration_and_the_rules() throws Exception {
        run("check", "config", "prometheus.yml");
    }

    @Test
    void prometheus_takes_the_job_of_a_locked_cluster() throws Exception {
        Path other = folder.resolve("other");
        new MonitoringFolder(other).write(Monitoring.files(LOCKED, 7070));
        run(other, "check", "config", "prometheus.yml");
        // The file with the job alone is what another configuration takes in.
        Files.copy(other.resolve("scrape-bills.yml"), other.resolve("alone.yml"));
        run(other, "check", "config", "alone.yml");
    }

    @Test
    void prometheus_takes_what_it_is_given_on_a_host_of_a_locked_cluster() throws Exception {
        Path other = folder.resolve("other");
        Monitoring.installed(LOCKED, OptionalInt.empty(), 9193)
                .forEach((path, text) -> SafeFiles.write(other.resolve(path), text));
        run(other, "check", "config", "prometheus.yml");
    }

    @Test
    void every_rule_fires_when_it_should_and_not_otherwise() throws Exception {
        List<String> words = new ArrayList<>(List.of("test", "rules"));
        for (String tests : List.of("rules/tests", "names/tests")) {
            try (Stream<Path> files = Files.list(folder.resolve(tests))) {
                files.sorted().forEach(test -> words.add(folder.relativize(test).toString()));
            }
        }
        run(words.toArray(String[]::new));
    }

    private void run(String... words) throws IOException, InterruptedException {
        run(folder, words);
    }

    private static void run(Path folder, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
