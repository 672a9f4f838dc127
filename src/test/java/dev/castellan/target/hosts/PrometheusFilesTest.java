package dev.castellan.target.hosts;

import static dev.castellan.testkit.Specs.aCluster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.monitoring.Monitoring;
import dev.castellan.security.Vault;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Keyring;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a Prometheus on a host is given.
final class PrometheusFilesTest {
    private static final String THREE = "name: orders\nnodes: [a, b, {host: b, id: 9, roles: broker, port: 19092,"
            + " node-port: 19094}]\nmetrics: %s\nmonitoring: {install: prometheus, host: b%s}\n";

    @TempDir
    private Path folder;

    private static Map<String, String> files(String metrics, String more, String rest) {
        return PrometheusFiles.wanted(
                aCluster(THREE.formatted(metrics, more) + rest), () -> new Monitoring.Key("trusted", "word"));
    }

    @Test
    void of_an_open_cluster_it_asks_all_and_listens_where_kafka_does() {
        Map<String, String> files = files("agent", "", "security: none\n");
        assertThat(files.get("targets/kafka-orders.yml")).contains("a:7071", "b:7071", "b:7072");
        assertThat(files.get("prometheus.service")).contains("--web.listen-address=:9090\n");
        assertThat(files.get("alertmanager.service")).contains("--web.listen-address=:9193\n");
    }

    @Test
    void of_a_locked_cluster_it_asks_all_with_a_password_and_listens_for_its_own_host() {
        Map<String, String> files = files("agent", "", "");
        assertThat(files.get("targets/kafka-orders.yml")).contains("a:7071", "b:7071", "b:7072");
        assertThat(files.get("prometheus.yml")).endsWith("""
                          - job_name: kafka
                            file_sd_configs:
                              - files: ["targets/kafka-*.yml"]
                            scheme: https
                            tls_config: {ca_file: agents/orders.ca.pem}
                            basic_auth: {username: prometheus, password_file: agents/orders.password}
                        """.indent(0));
        assertThat(files.get("agents/orders.ca.pem")).endsWith("\ntrusted\n");
        assertThat(files.get("agents/orders.password")).isEqualTo("word\n");
        assertThat(files.get("prometheus.service")).contains("--web.listen-address=127.0.0.1:9090\n");
    }

    @Test
    void agents_of_a_locked_cluster_that_are_open_are_asked_without() {
        Map<String, String> files = files("open", "", "");
        assertThat(files.get("targets/kafka-orders.yml")).contains("a:7071", "b:7071", "b:7072");
        assertThat(files.get("prometheus.yml")).doesNotContain("https");
        assertThat(files).doesNotContainKey("agents/orders.password");
        assertThat(files.get("prometheus.service")).contains("=127.0.0.1:9090\n");
    }

    /// What `facts.sh` says of the file: that is compared.
    @Test
    void of_the_password_a_plan_has_the_checksum_of_its_file() throws Exception {
        ClusterSpec spec = aCluster(THREE.formatted("agent", ""));
        Keyring keyring = new Keyring(spec, new Vault(folder), InstantSource.system());
        assertThat(PrometheusFiles.wanted(spec, PrometheusFiles.shown(keyring)).get("agents/orders.password"))
                .isEqualTo("a new one, made when it is written\n");
        assertThat(new Vault(folder).list()).isEmpty();

        String password =
                PrometheusFiles.wanted(spec, PrometheusFiles.real(keyring)).get("agents/orders.password");
        String shown =
                PrometheusFiles.wanted(spec, PrometheusFiles.shown(keyring)).get("agents/orders.password");
        assertThat(password).isEqualTo(keyring.agents().password().orElseThrow().reveal() + "\n");
        Process sum = new ProcessBuilder("sha256sum").start();
        try (OutputStream in = sum.getOutputStream()) {
            in.write(password.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(sum.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shown).isEqualTo("SHA-256 " + said.substring(0, 64) + "\n");
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
        assertThat(PrometheusFiles.wanted(aCluster("nodes: [a]"), () -> new Monitoring.Key("", "")))
                .isEmpty();
    }
}
