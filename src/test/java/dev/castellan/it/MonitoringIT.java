package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.machine.LocalProcess;
import dev.castellan.testkit.Agent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.json.JsonMapper;

/// A real Prometheus and a real Alertmanager with what `castellan monitoring write` tells it about a real cluster.
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MonitoringIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String FIRING = "count by (alertname) (ALERTS{alertstate=\"firing\"})";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern TARGET = Pattern.compile("127\\.0\\.0\\.1:\\d+");
    private static final Pattern RECORD = Pattern.compile("record: (\\w+)");
    private static final Pattern METRIC = Pattern.compile("(?m)^[a-z_0-9]+(?=[{ ])");

    private static Sandbox sandbox;
    private static Watchtower tower;
    private static Tmpfs disk;

    private static boolean canRun() {
        return Watchtower.isHere() && "root".equals(System.getProperty("user.name"));
    }

    @BeforeAll
    static void up() throws IOException {
        if (!canRun()) {
            return;
        }
        sandbox = Sandbox.open("watched").bound(Duration.ofMinutes(10));
        disk = Tmpfs.mount(sandbox.directory().resolve("disk"), "size=300m");
        sandbox.file("lines.txt", "one\ntwo\n").spec("""
                name: watched
                heap: 256m
                metrics: agent
                monitoring: {names: [strimzi, kafka_exporter]}
                lag-objectives: {shop: 3s}
                nodes:
                - %s
                - %s
                - {id: 3, port: %d, controller-port: %d, directories: ["%s"]}
                connect: {workers: 1, heap: 256m}
                topics:
                  lines:
                connectors:
                  copy:
                    config:
                      connector.class: FileStreamSink
                      file: %s
                      topics: lines
                      value.converter: org.apache.kafka.connect.storage.StringConverter
                  lines:
                    config:
                      connector.class: FileStreamSource
                      tasks.max: "1"
                      file: %s
                      topic: lines
                      value.converter: org.apache.kafka.connect.storage.StringConverter
                """.formatted(
                        FreePorts.node(1),
                        FreePorts.node(2),
                        FreePorts.next(),
                        FreePorts.next(),
                        disk.path().resolve("kafka-3"),
                        sandbox.directory().resolve("copy.txt"),
                        sandbox.directory().resolve("lines.txt")));
        sandbox.run("up").succeeds();
        sandbox.run("topics", "create", "clicks", "--partitions", "1").succeeds();
        sandbox.runWith("one\ntwo\n", "produce", "clicks").succeeds();
        sandbox.run("consume", "clicks", "--group", "shop", "--from-beginning", "--max", "2")
                .succeeds();
        tower = Watchtower.over(sandbox, "--timeout", "3", "--probe");
    }

    @AfterAll
    static void close() {
        if (tower != null) {
            tower.close();
        }
        if (sandbox != null) {
            sandbox.run("destroy", "--accept-risk=data-loss");
        }
        if (disk != null) {
            disk.close();
        }
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @BeforeEach
    void is_told_where_it_cannot_run() {
        Assumptions.assumeTrue(canRun(), "needs prometheus, prometheus-alertmanager, and root to mount a small disk");
    }

    @Test
    @Order(1)
    void everything_that_is_written_down_is_scraped() {
        Sandbox.eventually(
                "five targets are up", SOON, () -> tower.asked("sum(up)").equals(List.of("5")));
        assertThat(tower.asked("count(up{job=\"kafka\", node=\"connect-1\"})")).containsExactly("1");
        assertThat(tower.asked("count(up{job=\"kafka\", cluster_name=\"watched\", node=~\"kafka-[123]\"})"))
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
                .forEach(target -> METRIC.matcher(Watchtower.get("http://" + target + "/metrics"))
                        .results()
                        .map(MatchResult::group)
                        .forEach(told::add));

        assertThat(told).containsAll(Agent.ofNode()).containsAll(Agent.ofWorker());
        assertThat(tower.asked("sum(kafka_controller_kafkacontroller_activecontrollercount)"))
                .containsExactly("1");
    }

    @Test
    @Order(3)
    void each_query_of_the_dashboards_brings_something() throws IOException {
        List<String> queries = new ArrayList<>();
        for (String name : List.of("cluster", "lag", "topics", "quorum", "connect", "hosts")) {
            String text =
                    Files.readString(sandbox.directory().resolve("prometheus/grafana/castellan-" + name + ".json"));
            MAPPER.readTree(text)
                    .path("panels")
                    .forEach(panel -> panel.path("targets")
                            .forEach(target -> queries.add(target.path("expr")
                                    .asString("")
                                    .replace("$cluster", "watched")
                                    .replace("$__rate_interval", "30s")
                                    .replaceAll("\\$(node|group|topic|connector)", ".*"))));
        }
        assertThat(queries).hasSizeGreaterThan(20);
        // No mirror and no database here.
        queries.removeIf(query -> Agent.ofPlugins().stream().anyMatch(query::contains));

        queries.forEach(query ->
                Sandbox.eventually(query, SOON, () -> !tower.asked(query).isEmpty()));
    }

    /// Each rule, and then as Strimzi's dashboards choose.
    @Test
    @Order(4)
    void names_and_labels_of_others_bring_something_too() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String file : List.of("strimzi", "kafka-exporter")) {
            RECORD.matcher(Files.readString(sandbox.directory().resolve("prometheus/names/" + file + ".yml")))
                    .results()
                    .forEach(result -> names.add(result.group(1)));
        }
        assertThat(names).hasSizeGreaterThan(30);

        names.forEach(
                name -> Sandbox.eventually(name, SOON, () -> !tower.asked(name).isEmpty()));
        String cluster = "namespace=\"castellan\", strimzi_io_cluster=\"watched\"";
        assertThat(tower.asked("count(kafka_server_replicamanager_leadercount{" + cluster + "})"))
                .containsExactly("3");
        assertThat(tower.asked("count(kafka_server_brokertopicmetrics_bytesin_total{" + cluster
                        + ", topic=\"clicks\", kubernetes_pod_name=~\"watched-kafka-.*\"})"))
                .isNotEmpty();
        assertThat(tower.asked("count(kafka_server_raftmetrics_current_state{current_state=\"leader\"})"))
                .containsExactly("1");
        assertThat(tower.asked("sum(kafka_cluster_partition_underminisr{" + cluster + "})"))
                .containsExactly("0");
    }

    @Test
    @Order(5)
    void a_rolling_restart_trips_no_rule_and_nobody_is_told_of_anything() {
        List<String> before = tower.alerts(FIRING);
        List<Pager.Page> pages = tower.pager().pages();
        long begun = System.nanoTime();
        sandbox.run("restart", "1", "2", "3").succeeds();
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();

        assertThat(tower.asked("max_over_time(castellan_change_in_progress[%ds])".formatted(seconds)))
                .containsExactly("1");
        assertThat(before).doesNotContain("KafkaBrokerDown");
        assertThat(tower.alerts("count by (alertname) (count_over_time(ALERTS{alertstate=\"firing\"}[%ds]))"
                        .formatted(seconds)))
                .isSubsetOf(before);
        assertThat(tower.pager().pages()).isEqualTo(pages);
    }

    @Test
    @Order(6)
    void a_broker_that_is_gone_is_told_and_that_it_is_back() {
        kill(3);
        tower.firing("KafkaBrokerDown", "kafka-3");
        assertThat(tower.active()).contains("KafkaBrokerDown");

        sandbox.run("start", "3").succeeds();
        tower.resolved("KafkaBrokerDown", "kafka-3");
    }

    @Test
    @Order(7)
    void a_group_that_is_behind_its_own_objective_is_told_and_that_it_caught_up() {
        sandbox.runWith("three\n", "produce", "clicks").succeeds();
        tower.firing("KafkaConsumerLagHigh", "shop");

        sandbox.run("consume", "clicks", "--group", "shop", "--max", "1").succeeds();
        tower.resolved("KafkaConsumerLagHigh", "shop");
    }

    @Test
    @Order(8)
    void a_disk_that_fills_is_told_and_that_there_is_room_again() throws IOException {
        Path filler = disk.path().resolve("filler");
        try (RandomAccessFile file = new RandomAccessFile(filler.toFile(), "rw")) {
            byte[] block = new byte[1 << 20];
            while (disk.path().toFile().getUsableSpace() > 35L << 20) {
                file.write(block);
            }
        }
        tower.firing("KafkaDiskFilling", "kafka-3");

        Files.delete(filler);
        tower.resolved("KafkaDiskFilling", "kafka-3");
    }

    @Test
    @Order(9)
    void a_task_that_fails_is_told_and_that_it_is_gone() {
        String connector =
                sandbox.json("status").get("workers").get(0).get("rest").stringValue() + "/connectors/broken";
        String config = """
                {"connector.class": "FileStreamSink", "topics": "lines", "file": "%s"}
                """.formatted(sandbox.directory().resolve("nowhere/lines.txt"));
        Watchtower.send(HttpRequest.newBuilder(URI.create(connector + "/config"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(config)));
        tower.firing("KafkaConnectTaskFailed", "broken");

        Watchtower.send(HttpRequest.newBuilder(URI.create(connector)).DELETE());
        tower.resolved("KafkaConnectTaskFailed", "broken");
    }

    @Test
    @Order(10)
    void a_quorum_that_is_lost_is_told_and_that_it_is_back() {
        kill(2);
        kill(3);
        tower.firing("KafkaNoActiveController", "");

        sandbox.run("up").succeeds();
        tower.resolved("KafkaNoActiveController", "");
        tower.resolved("KafkaBrokerDown", "kafka-2");
    }

    private static void kill(int node) {
        LocalProcess.search("-Dcastellan.node=" + sandbox.node("watched", node))
                .orElseThrow()
                .kill();
    }
}
