package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.kafka.client.KafkaConnection;
import dev.castellan.machine.LocalProcess;
import dev.castellan.observe.Live;
import dev.castellan.observe.LiveReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// `castellan serve` beside a real cluster to which things happen.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServeIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static String nodes;
    private static Sandbox sandbox;
    private static Process serving;
    private static String address;
    private static String bootstrap;

    @BeforeAll
    static void up() throws IOException {
        nodes = FreePorts.nodes(3);
        sandbox = Sandbox.open("watched").spec("name: watched\nheap: 256m\n" + nodes);
        bootstrap = sandbox.json("up").get("bootstrap").stringValue();
        sandbox.run("topics", "create", "clicks", "--partitions", "6").succeeds();
        serving = sandbox.start("serve", "--port", "0", "--every", "1s", "--timeout", "3", "--probe");
        Path said = sandbox.lastOutput();
        Sandbox.eventually(
                "it says where", SOON, () -> address(Sandbox.text(said)).isPresent());
        address = address(Sandbox.text(said)).orElseThrow();
    }

    @AfterAll
    static void close() {
        serving.destroyForcibly();
        sandbox.close();
    }

    private static Optional<String> address(String said) {
        Matcher matcher = ADDRESS.matcher(said);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    private static String scrape() {
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(URI.create(address + "/metrics"))
                                    .timeout(Duration.ofSeconds(2))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void eventually(String line) {
        Sandbox.eventually(line, SOON, () -> scrape().contains("\n" + line + "\n"));
    }

    private static long threads() {
        return serving.toHandle().isAlive()
                ? Sandbox.text(Path.of("/proc/" + serving.pid() + "/status"))
                        .lines()
                        .filter(line -> line.startsWith("Threads:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                : 0;
    }

    @Test
    @Order(1)
    void a_healthy_cluster_is_told_as_one() {
        eventually("castellan_cluster_answers{cluster_name=\"watched\"} 1.0");
        eventually("castellan_quorum_has_leader{cluster_name=\"watched\"} 1.0");
        eventually("castellan_partitions_under_replicated{cluster_name=\"watched\"} 0.0");
        eventually("castellan_change_in_progress{cluster_name=\"watched\"} 0.0");
        assertThat(scrape())
                .contains("castellan_broker_serving{cluster_name=\"watched\",node=\"kafka-3\"} 1.0")
                .contains("castellan_log_directory_usable_bytes{")
                .contains("castellan_node_version{cluster_name=\"watched\",node=\"kafka-1\"")
                .doesNotContain("NaN", " -");
    }

    @Test
    @Order(2)
    void a_restart_is_told_as_a_change_in_progress() throws Exception {
        Process restart = sandbox.start("restart", "3");
        eventually("castellan_change_in_progress{cluster_name=\"watched\"} 1.0");
        assertThat(restart.waitFor(2, TimeUnit.MINUTES)).isTrue();
        eventually("castellan_change_in_progress{cluster_name=\"watched\"} 0.0");
    }

    @Test
    @Order(3)
    void a_broker_that_hangs_costs_no_scrape_and_no_threads() throws Exception {
        LocalProcess hanging = process(3);
        Sandbox.eventually("probed", SOON, () -> told("castellan_probe_round_trip_seconds_count", 3) > 0);
        double lost = told("castellan_probe_lost_total", 3);
        long before = threads();
        signal("STOP", hanging);
        try {
            eventually("castellan_broker_serving{cluster_name=\"watched\",node=\"kafka-3\"} 0.0");
            assertThat(scrape()).doesNotContain("NaN", " -");
            Sandbox.eventually("lost", SOON, () -> told("castellan_probe_lost_total", 3) > lost);
            assertThat(threads()).isLessThan(before + 10);
        } finally {
            signal("CONT", hanging);
        }
        eventually("castellan_broker_serving{cluster_name=\"watched\",node=\"kafka-3\"} 1.0");
        double read = told("castellan_probe_round_trip_seconds_count", 3);
        Sandbox.eventually("read again", SOON, () -> told("castellan_probe_round_trip_seconds_count", 3) > read);
    }

    @Test
    @Order(4)
    void an_objective_that_changes_in_the_spec_is_told_without_a_restart() {
        sandbox.run("consume", "clicks", "--group", "billing", "--from-beginning", "--max", "1", "--timeout", "3");
        String objective =
                "kafka_consumergroup_group_lag_seconds_objective{cluster_name=\"watched\",group=\"billing\"} ";
        eventually(objective + "300.0");

        sandbox.spec("name: watched\nheap: 256m\nlag-objectives: {billing: 30s}\n" + nodes);
        eventually(objective + "30.0");
    }

    @Test
    @Order(5)
    void topics_that_come_and_go_do_not_silence_the_cluster() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        FutureTask<Boolean> changing = new FutureTask<>(() -> change(enough), true);
        Thread thread = Thread.ofPlatform().start(changing);
        try (KafkaConnection connection = new KafkaConnection(bootstrap, Map.of(), Duration.ofSeconds(10))) {
            for (int look = 0; look < 100; look++) {
                assertThat(new LiveReader(connection, broker -> true).read()).isInstanceOf(Live.Awake.class);
            }
        } finally {
            enough.set(true);
            thread.join();
        }
        assertThat(changing.get()).isTrue();
        assertThat(scrape()).contains("castellan_cluster_answers{cluster_name=\"watched\"} 1.0");
    }

    private static void change(AtomicBoolean enough) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            for (int i = 0; !enough.get(); i++) {
                List<NewTopic> passing = List.of(new NewTopic("passing-" + i, 1, (short) 1));
                admin.createTopics(passing).all().get(20, TimeUnit.SECONDS);
                admin.deleteTopics(List.of("passing-" + i)).all().get(20, TimeUnit.SECONDS);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(6)
    void what_others_write_into_its_topic_does_not_end_the_probe() throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer())) {
            for (int partition = 0; partition < 3; partition++) {
                for (String value : Arrays.asList(null, "", "a b c", "1 2 3 4")) {
                    producer.send(new ProducerRecord<>("__castellan-probe", partition, "key", value))
                            .get(20, TimeUnit.SECONDS);
                }
            }
        }
        for (int node = 1; node <= 3; node++) {
            int one = node;
            double read = told("castellan_probe_round_trip_seconds_count", one);
            Sandbox.eventually(
                    "read again", SOON, () -> told("castellan_probe_round_trip_seconds_count", one) > read + 1);
        }
    }

    /// 0 where it is not told.
    private static double told(String metric, int node) {
        String begin = metric + "{cluster_name=\"watched\",node=\"kafka-" + node + "\"} ";
        return scrape().lines()
                .filter(line -> line.startsWith(begin))
                .mapToDouble(line -> Double.parseDouble(line.substring(begin.length())))
                .sum();
    }

    @Test
    @Order(7)
    void a_quorum_that_hangs_is_told_as_a_cluster_without_a_leader() throws Exception {
        List<LocalProcess> hanging = List.of(process(2), process(3));
        for (LocalProcess node : hanging) {
            signal("STOP", node);
        }
        try {
            eventually("castellan_quorum_has_leader{cluster_name=\"watched\"} 0.0");
            assertThat(scrape()).contains("castellan_cluster_answers{cluster_name=\"watched\"} 1.0");
        } finally {
            for (LocalProcess node : hanging) {
                signal("CONT", node);
            }
        }
        eventually("castellan_quorum_has_leader{cluster_name=\"watched\"} 1.0");
        eventually("castellan_partitions_under_replicated{cluster_name=\"watched\"} 0.0");
    }

    private static LocalProcess process(int node) {
        return LocalProcess.search("-Dcastellan.node=" + sandbox.node("watched", node))
                .orElseThrow();
    }

    @Test
    @Order(8)
    void a_cluster_that_is_down_is_told_as_silent_and_nothing_else() {
        sandbox.run("down").succeeds();
        eventually("castellan_cluster_answers{cluster_name=\"watched\"} 0.0");
        assertThat(scrape()).doesNotContain("castellan_partitions", "castellan_quorum");

        sandbox.run("up").succeeds();
        eventually("castellan_cluster_answers{cluster_name=\"watched\"} 1.0");
    }

    @Test
    @Order(9)
    void it_ends_when_it_is_asked_to() throws InterruptedException {
        serving.destroy();

        assertThat(serving.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(serving.exitValue()).isEqualTo(143);
        assertThat(Files.exists(sandbox.home().resolve("clusters/watched/lag.txt")))
                .isTrue();
    }

    private static void signal(String name, LocalProcess process) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }
}
