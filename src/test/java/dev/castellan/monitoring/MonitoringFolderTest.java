package dev.castellan.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.machine.SafeFiles;
import dev.castellan.monitoring.MonitoringFolder.Outcome;
import dev.castellan.problem.UserMistake;
import dev.castellan.spec.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitoringFolderTest {
    private static final NavigableMap<String, String> AGENTS =
            new TreeMap<>(Map.of("kafka-1", "127.0.0.1:7071", "kafka-2", "10.0.0.2:7071"));

    private static final List<Monitoring.File> FILES = Monitoring.files(Monitoring.Wanted.open("orders", AGENTS), 7070);

    @TempDir
    private Path directory = Path.of("");

    private List<Outcome> write() {
        return new MonitoringFolder(directory)
                .write(FILES).stream().map(MonitoringFolder.Result::outcome).toList();
    }

    @Test
    void what_is_written_once_is_the_same_the_next_time() {
        assertThat(write()).containsOnly(Outcome.WRITTEN);
        assertThat(write()).containsOnly(Outcome.SAME);
        assertThat(directory.resolve("targets/castellan-orders.yml")).hasContent("""
                # Written by Castellan; the next `castellan monitoring write` puts back what is changed here.
                - targets: ["127.0.0.1:7070"]
                  labels: {cluster_name: "orders"}
                """);
        assertThat(directory.resolve("targets/kafka-orders.yml")).hasContent("""
                # Written by Castellan; the next `castellan monitoring write` puts back what is changed here.
                - targets: ["127.0.0.1:7071"]
                  labels: {cluster_name: "orders", node: "kafka-1"}
                - targets: ["10.0.0.2:7071"]
                  labels: {cluster_name: "orders", node: "kafka-2"}
                """);
    }

    @Test
    void where_no_node_has_an_agent_any_more_no_target_stays() {
        write();
        new MonitoringFolder(directory)
                .write(Monitoring.files(Monitoring.Wanted.open("orders", new TreeMap<>()), 7070));

        assertThat(directory.resolve("targets/kafka-orders.yml")).hasContent("""
                # Written by Castellan; the next `castellan monitoring write` puts back what is changed here.
                []
                """);
    }

    @Test
    void agents_of_a_locked_cluster_have_a_job_of_their_own_and_a_password_that_nobody_else_reads() throws IOException {
        MonitoringFolder folder = new MonitoringFolder(directory);
        folder.write(Monitoring.files(
                new Monitoring.Wanted(
                        "orders", AGENTS, Optional.of(new Monitoring.Key("the authority\n", "word")), new TreeSet<>()),
                7070));

        assertThat(Files.readString(directory.resolve("targets/kafka-orders.yml")))
                .endsWith("\n[]\n");
        assertThat(Files.readString(directory.resolve("targets/locked-orders.yml")))
                .contains("10.0.0.2:7071");
        assertThat(directory.resolve("agents/orders.password")).hasContent("word\n");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("agents/orders.password"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(directory.resolve("agents/orders.ca.pem"))).endsWith("\nthe authority\n");
        String job = Files.readString(directory.resolve("scrape-orders.yml"));
        assertThat(job).contains("password_file: agents/orders.password").doesNotContain("word\n");
        assertThat(folder.asks("orders")).isTrue();
        assertThat(folder.asks("bills")).isFalse();
    }

    @Test
    void names_of_others_are_loaded_and_their_labels_told_where_the_spec_asks_for_them() throws IOException {
        MonitoringFolder folder = new MonitoringFolder(directory);
        SortedMap<String, String> agents = new TreeMap<>(AGENTS);
        agents.put("connect-1", "10.0.0.2:7091");
        folder.write(Monitoring.files(
                new Monitoring.Wanted("orders", agents, Optional.empty(), new TreeSet<>(Set.of(Dialect.strimzi))),
                7070));

        assertThat(folder.loads(Dialect.strimzi)).isTrue();
        assertThat(folder.loads(Dialect.kafka_exporter)).isFalse();
        assertThat(Files.readString(directory.resolve("prometheus.yml")))
                .contains("rule_files:\n  - rules/*.yml\n  - names/strimzi.yml\n\n");
        String targets = Files.readString(directory.resolve("targets/kafka-orders.yml"));
        assertThat(targets)
                .contains("kubernetes_pod_name: \"orders-kafka-1\"", "strimzi_io_name: \"orders-kafka\"")
                .contains("kubernetes_pod_name: \"orders-connect-1\"", "strimzi_io_kind: \"KafkaConnect\"");
        assertThat(Monitoring.listed(targets).values()).containsExactlyInAnyOrder("kafka-1", "kafka-2", "connect-1");
        assertThat(Files.readString(directory.resolve("targets/castellan-orders.yml")))
                .contains("strimzi_io_cluster: \"orders\"");
    }

    @Test
    void the_configuration_is_the_users_once_it_is_there() {
        write();
        SafeFiles.write(directory.resolve("prometheus.yml"), "global: {}\n");
        SafeFiles.write(
                directory.resolve("rules/castellan-lag.yml"), "# " + Monitoring.MARK + " and somebody changed it\n");

        assertThat(write().stream().filter(outcome -> outcome != Outcome.SAME))
                .containsExactly(Outcome.LEFT, Outcome.WRITTEN);
        assertThat(directory.resolve("prometheus.yml")).hasContent("global: {}\n");
    }

    @Test
    void a_file_of_somebody_else_is_not_written_over_and_nothing_else_is_written() {
        SafeFiles.write(directory.resolve("rules/castellan-lag.yml"), "groups: []\n");

        assertThatThrownBy(this::write)
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("rules/castellan-lag.yml  was not written by Castellan");
        assertThat(Files.exists(directory.resolve("prometheus.yml"))).isFalse();
    }
}
