package dev.castellan.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.testkit.Golden;
import dev.castellan.testkit.Specs;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// The properties file of a worker.
final class WorkerPropertiesTest {
    @Test
    void what_the_user_says_of_a_worker_comes_last_and_wins() {
        Golden golden = Golden.folder("what-the-user-says-of-a-worker-comes-last-and-wins");
        ClusterSpec spec = Specs.aCluster(golden.given("cluster.yaml"));
        Map<String, String> properties = WorkerProperties.of(
                spec,
                "127.0.0.1:9092,127.0.0.1:9094",
                new WorkerProperties.Place("127.0.0.1", "127.0.0.1", 8083, "/tls"),
                List.of("/plugins/a", "/plugins/b"));
        golden.holds(Map.of("worker.properties", PropertiesText.write("Written by a test.", properties)));
        assertThat(WorkerProperties.url(properties)).isEqualTo("http://127.0.0.1:8083");
        assertThat(WorkerProperties.port(properties)).isEqualTo(OptionalInt.of(8083));
    }

    @Test
    void a_worker_of_a_locked_cluster_comes_with_a_certificate_and_asks_for_a_password() {
        Golden golden = Golden.folder("a-worker-of-a-locked-cluster-comes-with-a-certificate");
        ClusterSpec spec = Specs.aCluster(golden.given("cluster.yaml"));
        Map<String, String> properties = WorkerProperties.of(
                spec,
                "h1:9094,h2:9094",
                new WorkerProperties.Place("", "h1", 8083, "/etc/castellan/c/connect-1/tls"),
                List.of());
        golden.holds(Map.of(
                "worker.properties", PropertiesText.write("Written by a test.", properties),
                "rest.jaas", WorkerProperties.jaas("Written by a test.", "/etc/castellan/c/connect-1/tls")));
        assertThat(WorkerProperties.url(properties)).isEqualTo("https://h1:8083");
        assertThat(WorkerProperties.port(properties)).isEqualTo(OptionalInt.of(8083));
    }

    @Test
    void a_listener_that_somebody_mangled_is_no_listener() {
        Map<String, String> mangled = Map.of("listeners", "nonsense");
        assertThat(WorkerProperties.url(mangled)).isEmpty();
        assertThat(WorkerProperties.port(mangled)).isEmpty();
    }
}
