package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Real plugins, checked against real releases.
class ConnectIT {
    private static final String DEBEZIUM = "io.debezium:debezium-connector-postgres:3.6.1.Final";

    /// Kafka's own converter of 3.9.1 calls `Utils.mkSet`, which 4.1 removed: the plugin that people most often bring
    /// along by mistake.
    private static final String OLD_CONVERTER = "org.apache.kafka:connect-json:3.9.1";

    private static Sandbox sandbox;

    @BeforeAll
    static void open() {
        sandbox = Sandbox.empty();
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    @Test
    void debezium_fits_the_default_release_and_says_what_it_holds() {
        JsonNode release = sandbox.json("connect", "check", DEBEZIUM, "--class", "PostgresConnector")
                .get("releases")
                .get(0);

        assertThat(release.get("kafka").asString("")).isEqualTo("4.3.1");
        assertThat(release.get("fits").asBoolean(false)).isTrue();
        assertThat(release.get("references").asInt(0)).isGreaterThan(300);
        JsonNode connector = release.get("usable").get(0);
        assertThat(connector.get("name").asString("")).isEqualTo("io.debezium.connector.postgresql.PostgresConnector");
        assertThat(connector.get("version").asString("")).isEqualTo("3.6.1.Final");
        assertThat(connector.get("properties").asInt(0)).isGreaterThan(100);
        sandbox.run("connect", "check", DEBEZIUM, "--class", "io.debezium.connector.postgresql.PostgresConector")
                .exits(2)
                .prints(
                        "io.debezium.transforms.outbox.EventRouter",
                        "did you mean \"io.debezium.connector.postgresql.PostgresConnector\"?");
    }

    @Test
    void a_plugin_of_another_release_is_refused_with_the_method_it_misses_and_the_release_that_fits() {
        sandbox.run("connect", "check", OLD_CONVERTER, "--kafka", "3.9.2")
                .succeeds()
                .prints("org.apache.kafka.connect.json.JsonConverter");

        sandbox.run("connect", "check", OLD_CONVERTER)
                .exits(2)
                .prints(
                        "Kafka 4.3.1: it does not fit",
                        "cannot be used as converter and header converter: NoSuchMethodError",
                        "JsonConverter  names method org.apache.kafka.common.utils.Utils.mkSet(java.lang.Object[]),"
                                + " which Kafka 4.3.1 does not have",
                        "it fits Kafka 3.9.2 (tried: 3.9.2, 4.3.1)");
    }

    @Test
    void a_plugin_that_is_nowhere_is_refused_by_the_world() {
        sandbox.run("connect", "check", "io.debezium:debezium-connector-postgres:0.0.0.None")
                .exits(3)
                .complains("not in the Maven repositories asked");
    }
}
