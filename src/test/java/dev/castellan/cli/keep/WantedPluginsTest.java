package dev.castellan.cli.keep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.connect.link.Held;
import dev.castellan.problem.Problem;
import dev.castellan.testkit.Specs;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whether what connectors ask for is there.
final class WantedPluginsTest {
    private static final List<Held> THERE = List.of(
            new Held("source connector", "io.debezium.connector.postgresql.PostgresConnector", true),
            new Held("source connector", "org.apache.kafka.connect.file.FileStreamSourceConnector", true));

    @Test
    void a_connector_may_be_called_as_short_as_connect_allows() {
        for (String name : List.of(
                "io.debezium.connector.postgresql.PostgresConnector",
                "PostgresConnector",
                "FileStreamSource",
                "FileStreamSourceConnector")) {
            assertThat(problems(name)).as(name).isEmpty();
        }
    }

    @Test
    void a_class_with_a_typo_is_told_with_the_one_that_was_meant() {
        assertThat(problems("io.debezium.connector.postgresql.PostgresConector"))
                .extracting(Problem::text)
                .containsExactly("cluster.yaml:3:18  no plugin has the connector"
                        + " io.debezium.connector.postgresql.PostgresConector;"
                        + " did you mean \"io.debezium.connector.postgresql.PostgresConnector\"?");
    }

    private static List<Problem> problems(String type) {
        return WantedPlugins.absent(
                Specs.aCluster(
                        "connect: {workers: 1}\nconnectors:\n  cdc: {config: {connector.class: " + type + "}}\n"),
                THERE);
    }
}
