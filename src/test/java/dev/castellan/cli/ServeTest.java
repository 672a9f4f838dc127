package dev.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.cli.verb.Tools;
import dev.castellan.problem.ExitCode;
import dev.castellan.testkit.Voices;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `castellan serve` from its beginning to its end, without a cluster.
class ServeTest {
    @TempDir
    private Path home = Path.of("");

    @Test
    void it_serves_before_there_is_a_cluster_and_ends_when_it_is_asked_to() throws Exception {
        Voices voices = new Voices();
        Main main = new Main(new Tools(voices.console(), home, home, Map.of(), InstantSource.system()));
        FutureTask<ExitCode> serving = new FutureTask<>(
                () -> main.run("serve", "--bootstrap", "127.0.0.1:1", "--port", "0", "--timeout", "2"));
        Thread thread = Thread.ofPlatform().start(serving);
        try (HttpClient client = HttpClient.newHttpClient()) {
            String said = eventually(voices::results, text -> text.contains("/metrics"));
            URI metrics = URI.create(said.replaceAll("(?s).*(http://[^,\\s]+/metrics).*", "$1"));
            HttpRequest request = HttpRequest.newBuilder(metrics)
                    .timeout(Duration.ofSeconds(10))
                    .build();
            String answer = "castellan_cluster_answers{cluster_name=\"127.0.0.1:1\"} 0.0";

            assertThat(eventually(
                            () -> client.send(request, BodyHandlers.ofString()).body(), text -> text.contains(answer)))
                    .contains("castellan_collect_age_seconds{cluster_name=\"127.0.0.1:1\",source=\"lag\"}")
                    .doesNotContain("castellan_partitions", "NaN");
        } finally {
            thread.interrupt();
        }

        assertThat(serving.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.DONE);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("collect-lag-") || name.startsWith("collect-cluster-")))
                .isEmpty();
    }

    @Test
    void what_was_seen_is_kept_once_the_cluster_has_a_folder() throws Exception {
        Files.writeString(home.resolve("cluster.yaml"), "name: later\n");
        Voices voices = new Voices();
        Main main = new Main(new Tools(voices.console(), home, home, Map.of(), InstantSource.system()));
        FutureTask<ExitCode> serving = new FutureTask<>(() -> main.run("serve", "--port", "0", "--timeout", "2"));
        Thread thread = Thread.ofPlatform().start(serving);
        try {
            eventually(voices::results, text -> text.contains("/metrics"));
            Files.createDirectories(home.resolve("clusters/later"));
        } finally {
            thread.interrupt();
        }

        assertThat(serving.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.DONE);
        assertThat(home.resolve("clusters/later/lag.txt")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "serve --port 70000, --port 70000 is out of range; from 0 to 65535",
        "serve --port -1, --port -1 is out of range; from 0 to 65535",
        "serve --series 0, --series 0 is out of range; from 1 to 2147483647",
        "serve --timeout 0, --timeout 0 is out of range; from 1 to 3600",
        "serve --every 10m, --every 10m is out of bounds; between 1s and 2m; 15s is usual",
        "monitoring write there --port 0, --port 0 is out of range; from 1 to 65535",
        "lag --watch --every 0s, --every 0s is out of bounds; at least 1s; 5s is usual",
        "lag --watch --times 0, --times 0 is out of range; from 1 to 2147483647",
        "lag --prometheus --series -3, --series -3 is out of range; from 1 to 2147483647",
        "lag --bootstrap 127.0.0.1:1 --timeout 2000000000, --timeout 2000000000 is out of range; from 1 to 3600",
    })
    void a_number_that_makes_no_sense_is_a_mistake(String line, String said) {
        Voices voices = new Voices();
        Main main = new Main(new Tools(voices.console(), home, home, Map.of(), InstantSource.system()));

        assertThat(main.run(line.split(" "))).isEqualTo(ExitCode.MISTAKE);
        assertThat(voices.remarks()).isEqualTo(said + "\n");
    }

    private static String eventually(Callable<String> asked, Predicate<String> fits) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            String answer = asked.call();
            if (fits.test(answer)) {
                return answer;
            }
            assertThat(System.nanoTime()).as(answer).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
