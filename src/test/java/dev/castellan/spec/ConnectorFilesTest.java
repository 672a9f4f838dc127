package dev.castellan.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Connectors that stand in JSON files of their own.
final class ConnectorFilesTest {
    private static final String SPEC = "connect: {workers: 1}\nconnectors:\n  cdc: {file: cdc.json, state: paused}\n";

    @Test
    void the_json_that_connect_takes_is_taken_as_it_is() {
        SpecReader.Reading reading = read("""
                {
                \t"name": "cdc",
                \t"config": {
                \t\t"connector.class": "io.debezium.connector.postgresql.PostgresConnector",
                \t\t"tasks.max": 2,
                \t\t"transforms.route.regex": "([^.]+)\\\\.([^.]+)\\\\.([^.]+)",
                \t\t"transforms.route.replacement": "cdc.$3",
                \t\t"database.password": "${file:/etc/secrets:password}"
                \t}
                }
                """);
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.spec().connect().connectors())
                .singleElement()
                .extracting(ConnectorSpec::name, ConnectorSpec::state, ConnectorSpec::config)
                .containsExactly(
                        "cdc",
                        ConnectorSpec.State.paused,
                        new TreeMap<>(Map.of(
                                "connector.class",
                                "io.debezium.connector.postgresql.PostgresConnector",
                                "tasks.max",
                                "2",
                                "transforms.route.regex",
                                "([^.]+)\\.([^.]+)\\.([^.]+)",
                                "transforms.route.replacement",
                                "cdc.$3",
                                "database.password",
                                "${file:/etc/secrets:password}")));
    }

    private static final SpecReader.Files FOLDER = new SpecReader.Files() {
        @Override
        public SortedMap<String, String> matching(String pattern) {
            return new TreeMap<>();
        }

        @Override
        public String absolute(String path) {
            return "/home/jane/" + path;
        }
    };

    private static SpecReader.Reading onHosts(String more) {
        return SpecReader.read("cluster.yaml", """
                security: none
                nodes: [a, b, c]
                connect: {workers: 1}
                connectors:
                  near: {config: {connector.class: Any, password: "${file:secrets.properties:cdc}"}}
                  far: {config: {connector.class: Any, password: "${file:/etc/secrets.properties:cdc}"}}
                """ + more, FOLDER);
    }

    @Test
    void on_hosts_a_file_beside_the_spec_is_carried_to_workers_and_one_from_the_root_is_theirs() {
        SpecReader.Reading reading = onHosts("  deep: {config: {connector.class: Any, a: \"${file:in/a b.txt:c}\"}}\n");
        assertThat(reading.problems()).isEmpty();
        ConnectSpec connect = reading.spec().connect();
        assertThat(connect.carried())
                .isEqualTo(Map.of("secrets.properties", "secrets.properties", "in_a_b.txt", "in/a b.txt"));
        assertThat(connect.connectors())
                .extracting(connector -> connector.config().get("password"))
                .contains("${file:carried/secrets.properties:cdc}", "${file:/etc/secrets.properties:cdc}");
        ConnectorSpec deep = connect.connectors().getLast();
        assertThat(deep.config()).containsEntry("a", "${file:carried/in_a_b.txt:c}");
        assertThat(connect.here(deep.config(), "/home/jane")).containsEntry("a", "${file:/home/jane/in/a b.txt:c}");
    }

    @Test
    void so_is_one_that_a_mirror_refers_to() {
        String mirrors = "mirrors: {east: {bootstrap: 'e:9092', topics: [a], config: {source.cluster.sasl.jaas.config:"
                + " '${file:east.properties:sasl.jaas.config}'}}}\n";
        ConnectSpec connect = onHosts(mirrors).spec().connect();
        assertThat(connect.carried()).containsEntry("east.properties", "east.properties");
        assertThat(connect.mirrors().getFirst().config())
                .containsEntry("source.cluster.sasl.jaas.config", "${file:carried/east.properties:sasl.jaas.config}");

        ConnectSpec here = SpecReader.read("cluster.yaml", "nodes: 1\nconnect: {workers: 1}\n" + mirrors, FOLDER)
                .spec()
                .connect();
        assertThat(here.mirrors().getFirst().config())
                .containsEntry(
                        "source.cluster.sasl.jaas.config", "${file:/home/jane/east.properties:sasl.jaas.config}");
    }

    @Test
    void on_hosts_a_directory_beside_the_spec_is_out_of_reach_and_names_must_differ() {
        assertThat(onHosts("  all: {config: {connector.class: Any, a: \"${directory:secrets:c}\"}}\n")
                        .problems())
                .extracting(Problem::what)
                .containsExactly("connector all refers to a directory beside this file, and workers on hosts cannot"
                        + " read that");
        assertThat(onHosts("  twice: {config: {connector.class: Any, a: \"${file:a/b:c} ${file:a_b:c}\"}}\n")
                        .problems())
                .extracting(Problem::what)
                .containsExactly("a/b and a_b would have one name on the workers' machines");
    }

    @Test
    void what_a_config_refers_to_begins_at_the_folder_of_the_spec() {
        Map<String, String> config = SpecReader.read("cluster.yaml", """
                connect: {workers: 1}
                connectors:
                  cdc:
                    config:
                      connector.class: Any
                      here: "${file:secrets.properties:cdc}, ${directory:secrets/of/it:cdc}"
                      there: ${file:/etc/secrets.properties:cdc}
                      other: ${env:secrets:cdc}
                """, FOLDER)
                .spec()
                .connect()
                .connectors()
                .getFirst()
                .config();
        assertThat(config)
                .containsEntry(
                        "here", "${file:/home/jane/secrets.properties:cdc}, ${directory:/home/jane/secrets/of/it:cdc}")
                .containsEntry("there", "${file:/etc/secrets.properties:cdc}")
                .containsEntry("other", "${env:secrets:cdc}");
    }

    @Test
    void the_config_alone_will_do_and_its_name_is_left_out() {
        SpecReader.Reading reading = read("{\"name\": \"cdc\", \"connector.class\": \"Any\"}");
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.spec().connect().connectors().getFirst().config())
                .isEqualTo(Map.of("connector.class", "Any"));
    }

    @Test
    void a_file_that_calls_it_otherwise_is_refused_where_it_does() {
        assertThat(problems("{\"name\": \"other\",\n \"config\": {\"connector.class\": \"Any\"}}"))
                .containsExactly("cdc.json:1:10: the file calls the connector other, and cluster.yaml:3 calls it cdc");
    }

    @Test
    void what_no_property_can_hold_is_refused_where_it_stands() {
        assertThat(problems("{\"config\": {\"connector.class\": \"Any\",\n  \"topics\": [\"a\"]}}"))
                .singleElement()
                .asString()
                .startsWith("cdc.json:2:");
    }

    @Test
    void what_is_no_json_is_refused_where_it_breaks() {
        assertThat(problems("{\"config\": {")).isNotEmpty().first().asString().startsWith("cdc.json:");
    }

    private static List<String> problems(String json) {
        return read(json).problems().stream()
                .map(problem -> problem.where() + ": " + problem.what())
                .toList();
    }

    private static SpecReader.Reading read(String json) {
        return SpecReader.read("cluster.yaml", SPEC, pattern -> {
            assertThat(pattern).isEqualTo("cdc.json");
            return new TreeMap<>(Map.of("cdc.json", json));
        });
    }
}
