package dev.castellan.target.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.monitoring.Monitoring;
import dev.castellan.target.HostFacts;
import dev.castellan.target.NodeFacts;
import dev.castellan.target.PrometheusFacts;
import dev.castellan.target.WorkerFacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a host's script prints, as facts.
final class HostReadingTest {
    private static final Instant ASKED = Instant.ofEpochMilli(10_000);

    private static HostReading reading(String... lines) {
        return new HostReading("10.0.0.1", String.join("\n", lines), ASKED);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_machine_without_anything_is_a_machine_all_the_same() {
        HostReading reading = reading("now=10250", "name=kafka-1", "os=debian ", "memory-kb=2048");
        HostFacts host = reading.host();
        assertThat(host.clockAheadMillis()).isEqualTo(250);
        assertThat(host.memoryBytes()).isEqualTo(2 << 20);
        assertThat(host.java()).isEmpty();
        assertThat(host.prepared()).isFalse();
        assertThat(reading.identity()).isEmpty();
        assertThat(reading.node(1)).isEmpty();
    }

    @Test
    void workers_of_connect_are_told_by_any_node_of_the_machine() {
        String properties = "listeners=https://:8084\nrest.advertised.host.name=h1\n";
        HostReading reading = reading(
                "worker:7:installed=yes",
                "worker:7:file:connect-distributed.properties=" + base64(properties),
                "worker:7:file:certificate.pem=" + base64("shown"),
                "worker:7:pid=42",
                "worker:7:up-seconds=3",
                "worker:7:started:connect-distributed.properties=" + base64(properties),
                "worker:8:installed=yes",
                "worker:8:file:certificate.pem=" + base64("shown"),
                "worker:8:incomplete=yes",
                "worker:8:file:carried.txt=" + base64("a -> carried/a, mark 1\n"),
                "worker:8:lost=carried/a",
                "worker-host=h1",
                "worker-host=h9");
        WorkerFacts seven = reading.workers("h1").get(7);
        assertThat(seven.host()).isEqualTo("h1");
        assertThat(seven.url()).isEqualTo("https://h1:8084");
        assertThat(seven.running().orElseThrow().since()).contains(ASKED.minusSeconds(3));
        assertThat(seven.files()).containsKey("certificate.pem");
        WorkerFacts eight = reading.workers("h1").get(8);
        assertThat(eight.running()).isEmpty();
        assertThat(eight.files()).doesNotContainKey("carried.txt");
        assertThat(reading.workerHosts()).containsExactly("h1", "h9");
        assertThat(eight.files()).isEmpty();
    }

    @Test
    void a_prometheus_is_told_with_whom_it_asks_and_is_in_nobodys_way() {
        HostReading reading = reading(
                "prometheus:program=prometheus",
                "prometheus:there=yes",
                "prometheus:file:rules/castellan-lag.yml=" + base64("rules"),
                "prometheus:file:targets/kafka-orders.yml="
                        + base64(Monitoring.agents(Monitoring.Wanted.open(
                                        "orders",
                                        new TreeMap<>(
                                                Map.of("kafka-1", "a:7071", "kafka-2", "b:7071", "kafka-3", "c:7071"))))
                                .text()),
                "prometheus:pid=42",
                "prometheus:ready=yes",
                "listening=9090 prometheus, pid 42",
                "listening=9091 prometheus, pid 421",
                "prometheus:targets=" + base64("""
                        {"status": "success", "data": {"activeTargets": [
                          {"labels": {"job": "kafka", "node": "kafka-1", "instance": "a:7071"}, "health": "up",
                           "lastError": ""},
                          {"labels": {"job": "kafka", "node": "kafka-2", "instance": "b:7071"}, "health": "down",
                           "lastError": "connection refused"},
                          {"labels": {"job": "kafka", "node": "kafka-9", "instance": "gone:7071"}, "health": "down"},
                          {"labels": {"job": "castellan", "instance": "127.0.0.1:7070"}, "health": "unknown"}]}}
                        """));
        PrometheusFacts facts = reading.prometheus();
        assertThat(facts.programs()).containsExactly("prometheus");
        assertThat(facts.state()).isEqualTo(PrometheusFacts.State.READY);
        assertThat(facts.files()).containsOnlyKeys("rules/castellan-lag.yml", "targets/kafka-orders.yml");
        assertThat(facts.targets()).hasSize(4);
        assertThat(facts.silent())
                .containsExactly(
                        new PrometheusFacts.Asked(
                                "kafka-2", "b:7071", PrometheusFacts.Health.DOWN, "connection refused"),
                        new PrometheusFacts.Asked("kafka-3", "c:7071", PrometheusFacts.Health.UNKNOWN, ""));
        assertThat(reading.host().listening()).isEqualTo(Map.of(9091, "prometheus, pid 421"));
        assertThat(reading("prometheus:there=yes").prometheus().state()).isEqualTo(PrometheusFacts.State.UNSETTLED);
        assertThat(reading("prometheus:targets=" + base64("cut o")).prometheus().targets())
                .isEmpty();
        assertThat(reading("name=a").prometheus().state()).isEqualTo(PrometheusFacts.State.ABSENT);
    }

    /// Whose machine was down while it went elsewhere.
    @Test
    void a_worker_that_is_told_of_elsewhere_keeps_no_port_from_itself() {
        HostReading reading = reading(
                "worker:1:installed=yes",
                "worker:1:pid=59",
                "worker:2:installed=yes",
                "worker:2:pid=591",
                "listening=7091 java, pid 59",
                "listening=7092 java, pid 591");
        assertThat(reading.host().listening()).containsOnlyKeys(7091, 7092);
        assertThat(reading.host(Set.of(1)).listening()).isEqualTo(Map.of(7092, "java, pid 591"));
    }

    @Test
    void the_newest_java_counts_and_1_8_is_java_8() {
        assertThat(reading("java=/a/java 1.8.0_402", "java=/b/java 17.0.15", "java=/c/java 11.0.2")
                        .host()
                        .java())
                .contains(new HostFacts.Java("/b/java", 17));
        assertThat(reading("java=/a/java 1.8.0_402").host().java()).contains(new HostFacts.Java("/a/java", 8));
    }

    @Test
    void lists_are_read_line_by_line() {
        HostFacts host = reading(
                        "listening=22 sshd, pid 17",
                        "disk=/data /mnt ext4 1000 400",
                        "jar=4.3.1 12 a.jar",
                        "jar=4.3.1 13 b.jar",
                        "store=abc.jar",
                        "peer=10.0.0.2:9093 SILENT",
                        "foreign=the unit /etc/systemd/system/kafka.service")
                .host();
        assertThat(host.listening()).containsEntry(22, "sshd, pid 17");
        assertThat(host.disks()).containsEntry("/data", new HostFacts.Disk("/mnt", "ext4", 1000, 400));
        assertThat(host.releases()).containsEntry("4.3.1", Map.of("a.jar", 12L, "b.jar", 13L));
        assertThat(host.store()).containsExactly("abc");
        assertThat(host.peers()).containsEntry("10.0.0.2:9093", HostFacts.Peer.SILENT);
        assertThat(host.foreignKafka()).hasSize(1);
    }

    @Test
    void a_running_node_is_known_with_what_it_was_started_with() {
        NodeFacts node = reading(
                        "installed=yes",
                        "file:server.properties=" + base64("log.dirs=/d/1,/d/2\n"),
                        "file:jvm.options=" + base64("-Dcastellan.kafka.version=4.3.1\n"),
                        "started:server.properties=" + base64("log.dirs=/d/1,/d/2\nnum.partitions=2\n"),
                        "was-started=yes",
                        "unit:ActiveState=active",
                        "unit:MainPID=77",
                        "up-seconds=4",
                        "meta:/d/1=" + base64("cluster.id=abc\n"),
                        "meta:/d/2=" + base64("cluster.id=abc\n"),
                        "bytes:/d/1=100",
                        "bytes:/d/2=50")
                .node(1)
                .orElseThrow();
        assertThat(node.kafkaVersion()).contains("4.3.1");
        assertThat(node.clusterId()).contains("abc");
        assertThat(node.dataBytes()).isEqualTo(150);
        assertThat(node.past().orElseThrow().lost()).isEmpty();
        assertThat(node.running().orElseThrow().pid()).isEqualTo(77);
        assertThat(node.running().orElseThrow().since()).contains(Instant.ofEpochMilli(6_000));
        assertThat(node.running().orElseThrow().startedWith().get("server.properties"))
                .contains("num.partitions=2");
    }

    @Test
    void a_directory_without_storage_is_lost_only_when_the_node_has_run() {
        String[] installed = {
            "installed=yes",
            "file:server.properties=" + base64("log.dirs=/d/1\n"),
            "unit:ActiveState=inactive",
            "unit:MainPID=0"
        };
        NodeFacts fresh = reading(installed).node(1).orElseThrow();
        assertThat(fresh.clusterId()).isEmpty();
        assertThat(fresh.past()).isEmpty();
        NodeFacts ran = reading(
                        installed[0],
                        installed[1],
                        "started:server.properties=" + base64("log.dirs=/d/1\n"),
                        "was-started=yes")
                .node(1)
                .orElseThrow();
        assertThat(ran.past().orElseThrow().lost()).containsExactly("/d/1");
    }

    @Test
    void the_ports_of_the_node_itself_are_taken_by_nobody() {
        HostFacts host = reading("listening=22 sshd, pid 17\nlistening=9092 java, pid 1750\nunit:MainPID=1750")
                .host();
        assertThat(host.listening()).containsOnlyKeys(22);
    }
}
