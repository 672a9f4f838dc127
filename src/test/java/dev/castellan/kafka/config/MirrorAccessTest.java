package dev.castellan.kafka.config;

import static dev.castellan.testkit.Specs.aCluster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.spec.ClusterSpec;
import dev.castellan.spec.MirrorSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// With what a mirror logs in, and where the secret part of it is.
final class MirrorAccessTest {
    private static final String MIRROR = "connect: {workers: 1}\nmirrors: {east: {cluster: east, topics: [orders]}}\n";

    private static Map<String, String> access(String yaml) {
        ClusterSpec spec = aCluster(yaml);
        return MirrorAccess.of(spec, spec.connect().mirrors().getFirst());
    }

    @Test
    void nobody_logs_in_where_both_ends_are_open() {
        assertThat(access("nodes: 1\n" + MIRROR)).isEmpty();
    }

    @Test
    void a_locked_target_is_entered_as_the_worker_that_runs_the_connector() {
        assertThat(access("nodes: 1\nsecurity: tls\n" + MIRROR))
                .containsEntry("target.cluster.security.protocol", "SSL")
                .containsEntry("target.cluster.ssl.keystore.location", "tls/worker.p12")
                .containsEntry("target.cluster.ssl.keystore.password", "${file:tls/secrets.properties:stores}")
                .doesNotContainKey("source.cluster.security.protocol");
    }

    @Test
    void a_user_of_the_source_is_a_reference_and_the_file_has_what_it_refers_to() {
        ClusterSpec spec = aCluster("nodes: 1\n" + MIRROR.replace("east, topics", "east, user: copier, topics"));
        MirrorSpec mirror = spec.connect().mirrors().getFirst();
        Map<String, String> access = MirrorAccess.of(spec, mirror);
        assertThat(access)
                .containsEntry("source.cluster.security.protocol", "SASL_SSL")
                .containsEntry(
                        "source.cluster.sasl.jaas.config", "${file:tls/sources.properties:east.sasl.jaas.config}")
                .containsEntry("source.cluster.ssl.truststore.type", "PEM");
        Map<String, String> held = MirrorAccess.held(mirror, ClientAccess.password("copier", "hush", "PEM"));
        assertThat(held).containsOnlyKeys("east.sasl.jaas.config", "east.ssl.truststore.certificates");
        held.forEach((key, value) -> assertThat(access).containsValue("${file:tls/sources.properties:" + key + "}"));
        assertThat(held.get("east.sasl.jaas.config")).contains("hush");
        assertThat(access.toString()).doesNotContain("hush", "ScramLoginModule");
    }
}
