package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.machine.LocalProcess;
import dev.castellan.machine.SafeFiles;
import dev.castellan.testkit.Agent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real Prometheus (Debian: `prometheus`) with what `castellan monitoring write` tells it about a real cluster.
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MonitoringIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern TARGET = Pattern.compile("127\\.0\\.0\\.1:\\d+");
    private static final Pattern METRIC = Pattern.compile("(?m)^[a-z_0-9]+(?=[{ ])");

    private static Sandbox sandbox;
    private static Process serving;
    private static Process prometheus;
    private static String address;

    private static boolean isHere() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "prometheus")));
    }

    @BeforeAll
    static void up() throws IOException {
        if (!isHere()) {
            return;
        }
        sandbox = Sandbox.open("watched").spec("name: watched\nheap: 256m\nmetrics: agent\n" + FreePorts.nodes(3));
        sandbox.run("up").succeeds();
        sandbox.run("topics", "create", "clicks", "--partitions", "6").succeeds();
        sandbox.runWith("one\ntwo\n", "produce", "clicks").succeeds();
        sandbox.run("consume", "clicks", "--group", "shop", "--from-beginning", "--max", "1")
                .succeeds();
        int port = FreePorts.next();
        serving = sandbox.start("serve", "--port", String.valueOf(port), "--every", "1s", "--timeout", "3");
        sandbox.run("monitoring", "write", "prometheus", "--port", String.valueOf(port))
                .succeeds();
        prometheus = prometheus(sandbox.directory().resolve("prometheus"), FreePorts.next());
    }

    /// Waits of a quarter of an hour are made short, in the configuration that is the user's and in the rules tried
    /// here.
    private static Process prometheus(Path folder, int port) throws IOException {
        edit(folder.resolve("prometheus.yml"), Map.of("15s", "1s"));
        edit(
                folder.resolve("rules/castellan-brokers.yml"),
                new TreeMap<>(Map.of("for: 1m", "for: 2s", "for: 2m", "for: 2s", "[5m]", "[5s]")));
        address = "http://127.0.0.1:" + port;
        return new ProcessBuilder(
                        "prometheus",
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=data",
                        "--web.listen-address=127.0.0.1:" + port)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static void edit(Path file, Map<String, String> changes) throws IOException {
        String text = Files.readString(file);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            assertThat(text).contains(change.getKey());
            text = text.replace(change.getKey(), change.getValue());
        }
        SafeFiles.write(file, text);
    }

    @AfterAll
    static void close() throws InterruptedException {
        if (isHere()) {
            for (Process process :
                    Stream.of(prometheus, serving).filter(Process::isAlive).toList()) {
                process.destroyForcibly().waitFor();
            }
            sandbox.close();
        }
    }

    @BeforeEach
    void is_told_where_it_cannot_run() {
        Assumptions.assumeTrue(isHere(), "there is no prometheus on this machine");
    }

    @Test
    @Order(1)
    void everything_that_is_written_down_is_scraped() {
        Sandbox.eventually("four targets are up", SOON, () -> asked("sum(up)").equals(List.of("4")));
        assertThat(asked("count(up{job=\"kafka\", cluster_name=\"watched\", node=~\"kafka-[123]\"})"))
                .containsExactly("3");
    }

    @Test
    @Order(2)
    void each_name_that_rules_and_people_know_is_told_by_a_real_node() throws IOException {
        Set<String> told = new TreeSet<>();
        String targets = Files.readString(sandbox.directory().resolve("prometheus/targets/kafka-watched.yml"));
        TARGET.matcher(targets)
                .results()
                .map(MatchResult::group)
                .forEach(target -> METRIC.matcher(get("http://" + target + "/metrics"))
                        .results()
                        .map(MatchResult::group)
                        .forEach(told::add));

        assertThat(told).containsAll(Agent.names());
        assertThat(asked("sum(kafka_controller_kafkacontroller_activecontrollercount)"))
                .containsExactly("1");
    }

    @Test
    @Order(3)
    void each_query_of_the_dashboards_brings_something() throws IOException {
        List<String> queries = new ArrayList<>();
        for (String name : List.of("cluster", "lag")) {
            String text =
                    Files.readString(sandbox.directory().resolve("prometheus/grafana/castellan-" + name + ".json"));
            MAPPER.readTree(text)
                    .path("panels")
                    .forEach(panel -> panel.path("targets")
                            .forEach(target -> queries.add(target.path("expr")
                                    .asString("")
                                    .replace("$cluster", "watched")
                                    .replace("$__rate_interval", "30s")
                                    .replaceAll("\\$(node|group|topic)", ".*"))));
        }
        assertThat(queries).hasSizeGreaterThan(20);

        queries.forEach(
                query -> Sandbox.eventually(query, SOON, () -> !asked(query).isEmpty()));
    }

    @Test
    @Order(4)
    void an_alert_fires_for_a_broker_that_is_gone_and_clears_when_it_is_back() {
        LocalProcess.search("-Dcastellan.node=" + sandbox.node("watched", 3))
                .orElseThrow()
                .kill();
        Sandbox.eventually("it fires", SOON, () -> firing().contains("KafkaBrokerDown"));

        sandbox.run("start", "3").succeeds();
        Sandbox.eventually("it clears", SOON, () -> !firing().contains("KafkaBrokerDown"));
    }

    @Test
    @Order(5)
    void a_rolling_restart_trips_no_rule() {
        List<String> before = firing();
        long begun = System.nanoTime();
        sandbox.run("restart", "1", "2", "3").succeeds();
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();

        assertThat(asked("max_over_time(castellan_change_in_progress[%ds])".formatted(seconds)))
                .containsExactly("1");
        assertThat(before).doesNotContain("KafkaBrokerDown");
        assertThat(labels("count by (alertname) (count_over_time(ALERTS{alertstate=\"firing\"}[%ds]))"
                        .formatted(seconds)))
                .isSubsetOf(before);
    }

    private static List<String> firing() {
        return labels("count by (alertname) (ALERTS{alertstate=\"firing\"})");
    }

    private static List<String> labels(String query) {
        return results(query)
                .map(result -> result.path("metric").path("alertname").asString(""))
                .toList();
    }

    private static List<String> asked(String query) {
        return results(query)
                .map(result -> result.path("value").path(1).asString(""))
                .toList();
    }

    private static Stream<JsonNode> results(String query) {
        String answer = get(address + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        return answer.isEmpty()
                ? Stream.of()
                : MAPPER.readTree(answer).path("data").path("result").valueStream();
    }

    /// Nothing where nobody listens yet.
    private static String get(String uri) {
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(URI.create(uri))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (ConnectException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
