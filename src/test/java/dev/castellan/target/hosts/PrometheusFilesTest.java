package dev.castellan.target.hosts;

import static dev.castellan.testkit.Specs.aCluster;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a Prometheus on a host is given.
final class PrometheusFilesTest {
    private static final String THREE = "name: orders\nnodes: [a, b, {host: b, id: 9, roles: broker, port: 19092,"
            + " node-port: 19094}]\nmetrics: %s\nmonitoring: {install: prometheus, host: b%s}\n";

    private static Map<String, String> files(String metrics, String more, String rest) {
        return PrometheusFiles.wanted(aCluster(THREE.formatted(metrics, more) + rest));
    }

    @Test
    void of_an_open_cluster_it_asks_all_and_listens_where_kafka_does() {
        Map<String, String> files = files("agent", "", "security: none\n");
        assertThat(files.get("targets/kafka-orders.yml")).contains("a:7071", "b:7071", "b:7072");
        assertThat(files.get("prometheus.service")).contains("--web.listen-address=:9090\n");
        assertThat(files.get("alertmanager.service")).contains("--web.listen-address=:9193\n");
    }

    @Test
    void of_a_locked_cluster_it_asks_those_that_it_reaches_and_listens_for_its_own_host() {
        Map<String, String> files = files("agent", "", "");
        assertThat(files.get("targets/kafka-orders.yml"))
                .contains("127.0.0.1:7071", "127.0.0.1:7072", "kafka-2", "kafka-9")
                .doesNotContain("kafka-1");
        assertThat(files.get("prometheus.service")).contains("--web.listen-address=127.0.0.1:9090\n");
        assertThat(files("open", "", "").get("targets/kafka-orders.yml")).contains("a:7071", "b:7071", "b:7072");
        assertThat(files("open", "", "").get("prometheus.service")).contains("=127.0.0.1:9090\n");
    }

    @Test
    void castellan_serve_is_asked_where_the_spec_says_that_it_is_reached() {
        assertThat(files("agent", "", "").get("targets/castellan-orders.yml")).endsWith("\n[]\n");
        assertThat(files("none", ", serve: 7070", "").get("targets/castellan-orders.yml"))
                .contains("[\"127.0.0.1:7070\"]", "cluster_name: \"orders\"");
    }

    @Test
    void a_node_that_is_to_leave_is_asked_no_more() {
        assertThat(files("open", "", "retire: [9]\n").get("targets/kafka-orders.yml"))
                .contains("b:7071")
                .doesNotContain("7072");
    }

    @Test
    void each_file_says_what_puts_it_back_and_the_one_of_the_user_that_nothing_does() {
        Map<String, String> files = files("agent", ", port: 9190, alertmanager-port: 9293", "");
        assertThat(files).containsKeys("prometheus.yml", "alertmanager.yml", "rules/castellan-lag.yml");
        files.forEach((name, text) -> assertThat(text).as(name).doesNotContain("monitoring write"));
        assertThat(files.get("prometheus.yml"))
                .startsWith("# Written by Castellan; the next `castellan apply` puts back")
                .contains("127.0.0.1:9293")
                .doesNotContain("yours from now on");
        assertThat(files.get("alertmanager.yml")).startsWith("# Begun by Castellan, and yours from now on");
        assertThat(files.get("prometheus.service")).contains(":9190\n");
    }

    @Test
    void where_none_is_wanted_there_is_no_file() {
        assertThat(PrometheusFiles.wanted(aCluster("nodes: [a]"))).isEmpty();
    }
}
