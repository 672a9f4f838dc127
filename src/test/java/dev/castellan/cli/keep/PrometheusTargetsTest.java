package dev.castellan.cli.keep;

import static dev.castellan.testkit.Specs.aCluster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.cli.verb.Tools;
import dev.castellan.machine.SafeFiles;
import dev.castellan.monitoring.Monitoring;
import dev.castellan.monitoring.MonitoringFolder;
import dev.castellan.security.Vault;
import dev.castellan.spec.ClusterSpec;
import dev.castellan.target.Keyring;
import dev.castellan.view.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists of nodes that Prometheus has.
class PrometheusTargetsTest {
    private static final String LIST = "targets/kafka-orders.yml";
    private static final ClusterSpec TWO = aCluster("name: orders\nsecurity: none\nmetrics: agent\nnodes: [a, b]");
    private static final ClusterSpec THREE = aCluster("name: orders\nsecurity: none\nmetrics: agent\nnodes: [a, b, c]");

    @TempDir
    private Path home = Path.of("");

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void two_directories_were_written() {
        for (String directory : new String[] {"one", "other"}) {
            new MonitoringFolder(home.resolve(directory))
                    .write(Monitoring.files(PrometheusTargets.wanted(tools(), TWO, Optional.empty()), 7070));
            targets().keep(home.resolve(directory));
        }
    }

    private Tools tools() {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new Tools(
                new Console(new ByteArrayInputStream(new byte[0]), out, out, false),
                home,
                home,
                Map.of(),
                InstantSource.system());
    }

    private PrometheusTargets targets() {
        return new PrometheusTargets(tools(), "orders");
    }

    private Keyring keyring(ClusterSpec spec) {
        return new Keyring(spec, new Vault(home.resolve("secrets")), InstantSource.system());
    }

    private String list(String directory) {
        return text(directory, LIST);
    }

    private String text(String directory, String file) {
        return SafeFiles.read(home.resolve(directory).resolve(file)).orElse("");
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_node_that_came_is_in_every_list() {
        targets().refresh(THREE, keyring(THREE));

        assertThat(list("one")).contains("a:7071", "b:7071", "c:7071");
        assertThat(list("other")).isEqualTo(list("one"));
        assertThat(said()).contains(home.resolve("one").resolve(LIST).toString());
    }

    @Test
    void a_node_that_went_is_in_none_and_a_cluster_that_is_gone_has_none() {
        targets().refresh(THREE, keyring(THREE));
        targets().refresh(TWO, keyring(TWO));
        assertThat(list("one")).contains("b:7071").doesNotContain("c:7071");

        targets().empty();
        assertThat(list("one")).endsWith("\n[]\n");
    }

    /// Its own list stays, for the job that reads it stays too.
    @Test
    void the_agents_of_a_cluster_that_is_locked_are_in_a_list_of_their_own_until_it_is_open() {
        ClusterSpec locked = aCluster("name: orders\nmetrics: agent\nnodes: [a, b]");
        Keyring keyring = keyring(locked);
        assertThat(PrometheusTargets.key(locked, keyring)).isEmpty();
        keyring.agents().give(locked.node(1).orElseThrow(), "a", store -> {});
        Monitoring.Key key = PrometheusTargets.key(locked, keyring).orElseThrow();
        new MonitoringFolder(home.resolve("one"))
                .write(Monitoring.files(
                        new Monitoring.Wanted("orders", new TreeMap<>(), Optional.of(key), new TreeSet<>()), 7070));

        targets().refresh(locked, keyring);
        assertThat(text("one", "targets/locked-orders.yml")).contains("a:7071", "b:7071");
        assertThat(list("one")).endsWith("\n[]\n");
        SafeFiles.write(home.resolve("one/agents/orders.password"), "another\n");
        targets().refresh(locked, keyring);
        assertThat(text("one", "agents/orders.password")).isEqualTo(key.password() + "\n");
        assertThat(said()).doesNotContain(key.password());

        targets().refresh(THREE, keyring(THREE));
        assertThat(text("one", "targets/locked-orders.yml")).endsWith("\n[]\n");
        assertThat(list("one")).contains("c:7071");
    }

    @Test
    void where_nothing_changed_nothing_is_said() {
        targets().refresh(TWO, keyring(TWO));

        assertThat(said()).isEmpty();
    }

    @Test
    void a_list_that_was_taken_away_stays_away() {
        SafeFiles.delete(home.resolve("one"));
        targets().refresh(THREE, keyring(THREE));

        assertThat(home.resolve("one")).doesNotExist();
        assertThat(list("other")).contains("c:7071");
    }

    @Test
    void a_list_of_somebody_else_is_left_and_named_and_the_others_are_written() {
        SafeFiles.write(home.resolve("one").resolve(LIST), "[]\n");
        targets().refresh(THREE, keyring(THREE));

        assertThat(list("one")).isEqualTo("[]\n");
        assertThat(list("other")).contains("c:7071");
        assertThat(said()).contains("was not written by Castellan", "Prometheus does not learn there");
    }
}
