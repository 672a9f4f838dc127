package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Benchmarks of a real cluster of three.
class BenchIT {
    private static final String TOPIC = "__castellan-bench";
    private static final Pattern STOCK = Pattern.compile("([0-9.]+) records/sec");

    private static Sandbox sandbox;
    private static String bootstrap;

    @BeforeAll
    static void up() {
        sandbox = Sandbox.open("measured");
        bootstrap = sandbox.json("up").get("bootstrap").stringValue();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    private static JsonNode bench(String... words) {
        List<String> all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(words));
        return sandbox.json(all.toArray(String[]::new));
    }

    private static void assertThatTheTopicIsGone() {
        sandbox.run("topics", "describe", TOPIC).exits(2);
    }

    @Test
    void writing_at_a_rate_keeps_it_and_leaves_nothing_behind() throws Exception {
        JsonNode body = bench(
                "produce",
                "--rate",
                "500",
                "--duration",
                "3s",
                "--warm-up",
                "2s",
                "--clients",
                "2",
                "--html",
                "a.html");

        assertThat(body.at("/throughput/records").asLong()).isEqualTo(1500);
        assertThat(body.at("/throughput/failed").asLong()).isZero();
        assertThat(body.at("/latency/p50").asDouble()).isPositive();
        assertThat(body.at("/latency/p99").asDouble())
                .isGreaterThanOrEqualTo(body.at("/latency/p50").asDouble());
        assertThat(body.at("/gauges/requestLatencyMs").asDouble()).isPositive();
        assertThat(Files.readString(sandbox.directory().resolve("a.html"))).contains("<polyline", "</html>");
        assertThatTheTopicIsGone();
    }

    @Test
    void every_record_that_is_written_is_read_from_end_to_end() {
        JsonNode body = bench("end-to-end", "--rate", "400", "--duration", "3s", "--warm-up", "2s", "--clients", "2");

        assertThat(body.at("/throughput/records").asLong()).isEqualTo(1200);
        assertThat(body.at("/throughput/failed").asLong()).isZero();
        assertThat(body.at("/latency/count").asLong()).isEqualTo(1200);
        assertThatTheTopicIsGone();
    }

    @Test
    void reading_reads_as_many_records_as_were_asked_for() {
        JsonNode body = bench("consume", "--records", "20000", "--warm-up", "0s", "--record-size", "100");

        assertThat(body.at("/throughput/records").asLong()).isGreaterThanOrEqualTo(20_000);
        assertThat(body.at("/throughput/bytes").asLong()).isGreaterThanOrEqualTo(2_000_000);
        assertThatTheTopicIsGone();
    }

    @Test
    void a_promise_is_answered_by_the_exit_code() {
        String[] generous = {"--rate", "100", "--p99", "9s", "--duration", "2s", "--warm-up", "1s"};
        String[] absurd = {"--rate", "100", "--p50", "1us", "--duration", "2s", "--warm-up", "1s"};

        sandbox.run(words("promise", generous)).succeeds().prints("promise met");
        sandbox.run(words("promise", absurd)).exits(3).prints("promise not met");
    }

    private static String[] words(String verb, String... more) {
        return Stream.concat(Stream.of("bench", verb), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void results_that_were_kept_are_compared() {
        String[] run = {"--records", "2000", "--warm-up", "0s"};
        sandbox.run(words("produce", run)).succeeds();
        sandbox.run(Stream.concat(Stream.of(words("produce", run)), Stream.of("--save", "a.json"))
                        .toArray(String[]::new))
                .succeeds();
        sandbox.run(Stream.concat(Stream.of(words("produce", run)), Stream.of("--save", "b.json", "--acks", "1"))
                        .toArray(String[]::new))
                .succeeds();

        sandbox.run("bench", "compare", "a.json", "b.json", "--html", "both.html")
                .succeeds()
                .prints("RATIO", "settings differ", "acks");
        assertThat(sandbox.directory().resolve("both.html")).isNotEmptyFile();
    }

    @Test
    void interrupted_it_takes_clients_and_topic_away() throws Exception {
        Process run = sandbox.start("bench", "produce", "--rate", "100", "--duration", "2m", "--warm-up", "0s");
        Sandbox.eventually(
                "a client runs",
                Duration.ofSeconds(60),
                () -> !run.children().toList().isEmpty());
        List<ProcessHandle> clients = run.children().toList();
        TimeUnit.SECONDS.sleep(2);

        run.destroy(); // SIGTERM; Ctrl-C ends a JVM the same way

        assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
        Sandbox.eventually(
                "no client is left",
                Duration.ofSeconds(10),
                () -> clients.stream().noneMatch(ProcessHandle::isAlive));
        assertThatTheTopicIsGone();
    }

    @Test
    void killed_it_leaves_no_client_and_the_next_run_says_what_is_left() throws Exception {
        Process run = sandbox.start("bench", "produce", "--rate", "100", "--duration", "2m", "--warm-up", "0s");
        Sandbox.eventually(
                "a client runs",
                Duration.ofSeconds(60),
                () -> !run.children().toList().isEmpty());
        List<ProcessHandle> clients = run.children().toList();

        run.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        Sandbox.eventually(
                "no client is left",
                Duration.ofSeconds(20),
                () -> clients.stream().noneMatch(ProcessHandle::isAlive));
        sandbox.run("bench", "produce", "--records", "10").exits(2).complains("castellan topics delete " + TOPIC);
        sandbox.run("topics", "delete", TOPIC, "--yes").succeeds();
    }

    /// What was measured until then is worth showing: it says when the cluster gave up.
    @Test
    @Tag("long")
    void a_cluster_that_breaks_meanwhile_is_told_with_what_was_lost() throws Exception {
        Process run = sandbox.start(
                "bench", "produce", "--rate", "100", "--duration", "15s", "--warm-up", "1s", "--timeout", "3");
        Path out = sandbox.lastOutput();
        Path errors = sandbox.lastErrors();
        Sandbox.eventually(
                "a client runs",
                Duration.ofSeconds(60),
                () -> !run.children().toList().isEmpty());
        TimeUnit.SECONDS.sleep(6);
        sandbox.run("kill", "kafka-2").succeeds();
        sandbox.run("kill", "kafka-3").succeeds();

        assertThat(run.waitFor(90, TimeUnit.SECONDS)).isTrue();

        assertThat(run.exitValue()).as(Files.readString(errors)).isEqualTo(3);
        assertThat(Files.readString(out)).contains("lost: ", "failed");
        assertThat(Files.readString(errors)).contains("topic " + TOPIC + " may still be there");
        sandbox.run("up").succeeds();
        sandbox.run("topics", "delete", TOPIC, "--yes"); // a request without an answer may have been carried out
    }

    /// The same records to the same kind of topic, in turns. Machines are shared and noisy, so half is enough here;
    /// `./dev bench` measures the ratio.
    @Test
    void it_writes_about_as_much_as_kafkas_own_tool() throws Exception {
        List<Double> ratios = new ArrayList<>();
        for (int pair = 1; pair <= 3; pair++) {
            double ours = bench("produce", "--records", "60000", "--record-size", "512", "--warm-up", "0s")
                    .at("/throughput/recordsPerSecond")
                    .asDouble();
            ratios.add(ours / stock());
        }
        System.out.println("records a second, castellan to kafka-producer-perf-test: " + ratios);
        assertThat(ratios.stream().sorted().toList().get(1)).isGreaterThan(0.5);
    }

    private static double stock() throws Exception {
        String topic = "stock-" + System.nanoTime();
        sandbox.run("topics", "create", topic, "--partitions", "6").succeeds();
        Path libraries;
        try (Stream<Path> releases = Files.list(sandbox.home().resolve("kafka"))) {
            libraries = releases.map(release -> release.resolve("libs"))
                    .filter(Files::isDirectory)
                    .findFirst()
                    .orElseThrow();
        }
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512M",
                        "-XX:+UseG1GC",
                        "-XX:MaxGCPauseMillis=20",
                        "-cp",
                        libraries + "/*",
                        "org.apache.kafka.tools.ProducerPerformance",
                        "--topic",
                        topic,
                        "--num-records",
                        "60000",
                        "--record-size",
                        "512",
                        "--throughput",
                        "-1",
                        "--producer-props",
                        "bootstrap.servers=" + bootstrap,
                        "acks=all")
                .redirectErrorStream(true)
                .start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tool.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
        sandbox.run("topics", "delete", topic, "--yes").succeeds();
        Matcher rate = STOCK.matcher(said);
        double last = -1;
        while (rate.find()) {
            last = Double.parseDouble(rate.group(1));
        }
        assertThat(last).as(said).isPositive();
        return last;
    }
}
