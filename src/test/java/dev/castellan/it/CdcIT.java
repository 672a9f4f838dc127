package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Changes of a table in a real PostgreSQL arrive in a topic, all of them, as they were written.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CdcIT implements OnPostgres {
    private static final String PASSWORD = "cdc_password123";
    private static final String REFERENCE = "${file:%s:password}";
    private static final String DATABASE = "analytics_db";
    private static final TopicPartition TOPIC = new TopicPartition("cdc.user_events", 0);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int WORKER = FreePorts.next();
    private static final Duration BOUND = Duration.ofSeconds(60);

    private static Postgres postgres;
    private static Sandbox sandbox;
    private static String bootstrap;

    @BeforeAll
    static void up() {
        if (Postgres.obstacle().isPresent()) {
            return;
        }
        postgres = Postgres.start("wal_level=logical");
        postgres.sql("postgres", "CREATE DATABASE " + DATABASE + ";");
        postgres.sql(DATABASE, """
                CREATE TABLE user_events (
                    id SERIAL PRIMARY KEY,
                    user_id INTEGER,
                    event_type VARCHAR(50),
                    event_data JSONB,
                    created_at TIMESTAMP DEFAULT NOW()
                );
                INSERT INTO user_events (user_id, event_type, event_data) VALUES
                (1001, 'login', '{"ip": "192.168.1.100", "device": "mobile"}'),
                (1002, 'purchase', '{"product_id": 123, "amount": 99.99}'),
                (1003, 'logout', '{"session_duration": 1800}');
                INSERT INTO user_events (user_id, event_type, event_data)
                SELECT n, 'view', jsonb_build_object('page', n, 'é', 'ü"') FROM generate_series(1, 500) n;
                CREATE ROLE cdc_user WITH LOGIN REPLICATION PASSWORD '%s';
                GRANT SELECT ON user_events TO cdc_user;
                CREATE PUBLICATION debezium_publication FOR TABLE user_events;
                """.formatted(PASSWORD));
        sandbox = Sandbox.open("captured");
        sandbox.file("cdc.properties", "password=" + PASSWORD + "\n");
        spec(reference(), "");
        bootstrap = sandbox.json("up").get("bootstrap").stringValue();
    }

    @AfterAll
    static void close() {
        if (sandbox != null) {
            sandbox.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private static String reference() {
        return String.format(Locale.ROOT, REFERENCE, sandbox.directory().resolve("cdc.properties"));
    }

    /// The seed's connector: its own JSON, but for where the database is and what Debezium does not know any more.
    private static void spec(String password, String more) {
        sandbox.file("user-events.json", """
                {
                  "name": "user-events",
                  "config": {
                    "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
                    "tasks.max": "1",
                    "database.hostname": "127.0.0.1",
                    "database.port": "%d",
                    "database.user": "cdc_user",
                    "database.password": "%s",
                    "database.dbname": "%s",
                    "table.include.list": "public.*",
                    "publication.name": "debezium_publication",
                    "slot.name": "debezium_slot",
                    "topic.prefix": "postgres",
                    "schema.include.list": "public",
                    "plugin.name": "pgoutput",%s
                    "transforms": "route",
                    "transforms.route.type": "org.apache.kafka.connect.transforms.RegexRouter",
                    "transforms.route.regex": "([^.]+)\\\\.([^.]+)\\\\.([^.]+)",
                    "transforms.route.replacement": "cdc.$3"
                  }
                }
                """.formatted(postgres.port(), password, DATABASE, more));
        sandbox.spec("""
                name: captured
                metrics: agent
                %sconnect:
                  workers:
                  - {id: 1, port: %d, heap: 512m}
                  plugins:
                    debezium: io.debezium:debezium-connector-postgres:3.6.1.Final
                  config: {key.converter.schemas.enable: false, value.converter.schemas.enable: false}
                topics:
                  cdc.user_events: {partitions: 1}
                connectors:
                  user-events: {file: user-events.json}
                """.formatted(FreePortsOnce.NODES, WORKER));
    }

    private static final class FreePortsOnce {
        static final String NODES = FreePorts.nodes(1);
    }

    @Test
    @Order(1)
    void what_is_there_already_and_what_changes_then_arrives_as_it_was_written() {
        // A connector runs as soon as its task does, while it still writes what was there before.
        SortedMap<Integer, String> before = table();
        Sandbox.eventually("what was there before in the topic", BOUND, () -> copy().equals(before));
        assertThat(before).hasSize(503);

        postgres.sql(DATABASE, """
                INSERT INTO user_events (user_id, event_type, event_data)
                SELECT n, 'signup', jsonb_build_object('email', n || '@example.com') FROM generate_series(1, 100) n;
                UPDATE user_events SET event_data = event_data || '{"seen": true}' WHERE id % 7 = 0;
                DELETE FROM user_events WHERE id % 11 = 0;
                """);

        SortedMap<Integer, String> wanted = table();
        Sandbox.eventually("every change in the topic", BOUND, () -> copy().equals(wanted));
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        sandbox.run("connect", "status").succeeds().prints("PostgresConnector", "1 of 1");
        assertThat(Watchtower.ofWorkers(sandbox, "captured"))
                .containsPattern("debezium_metrics_millisecondsbehindsource\\{[^}]*server=\"postgres\"[^}]*} \\d")
                .contains("kafka_connect_source_task_metrics_source_record_write{connector=\"user-events\"");
    }

    @Test
    @Order(2)
    void a_password_is_known_to_the_database_and_its_file_and_to_nothing_else() throws IOException {
        assertThat(everythingKept()).doesNotContain(PASSWORD).contains("user-events");

        spec(PASSWORD, "");
        sandbox.run("plan", "--save", "kept.json").succeeds().prints("database.password ${file:", " -> ***");
        assertThat(Files.readString(sandbox.directory().resolve("kept.json")))
                .doesNotContain(PASSWORD)
                .contains("***");
        sandbox.run("apply", "kept.json").succeeds();
        assertThat(everythingKept()).doesNotContain(PASSWORD);

        spec(reference(), "");
        sandbox.run("apply").succeeds();
    }

    /// What Castellan has written of the cluster.
    private static String everythingKept() throws IOException {
        StringBuilder texts = new StringBuilder();
        Path cluster = sandbox.home().resolve("clusters/captured");
        try (Stream<Path> files = Files.walk(cluster)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches("journal.*|.*\\.(properties|options|json)"))
                    .toList()) {
                texts.append(Files.readString(file));
            }
        }
        return texts.toString();
    }

    @Test
    @Order(3)
    void what_the_database_or_the_connector_does_not_take_is_told_before_anything_changes() {
        spec(reference(), "\n\"database.server.name\": \"postgres-server\",");
        sandbox.run("plan").succeeds().complains("PostgresConnector knows no property database.server.name");

        spec("wrong", "");
        sandbox.run("plan")
                .exits(2)
                .complains(
                        "connector user-events, database.password: password authentication failed",
                        "does not take the password of cdc_user");
        sandbox.run("connect", "doctor", "postgres")
                .exits(3)
                .prints("not reached", "does not take the password of cdc_user");
        spec(reference(), "");
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
    }

    @Test
    @Order(4)
    void what_a_database_lacks_is_told_with_the_sql_that_mends_it() {
        sandbox.run("connect", "doctor", "postgres").succeeds().prints("captures public.user_events", "  ready");

        postgres.sql(DATABASE, """
                ALTER ROLE cdc_user NOREPLICATION;
                REVOKE SELECT ON user_events FROM cdc_user;
                ALTER PUBLICATION debezium_publication DROP TABLE user_events;
                """);
        sandbox.run("connect", "doctor", "postgres", "user-events")
                .exits(3)
                .prints(
                        "ALTER ROLE cdc_user WITH REPLICATION;",
                        "GRANT SELECT ON public.user_events TO cdc_user;",
                        "ALTER PUBLICATION debezium_publication ADD TABLE public.user_events;");
        for (JsonNode finding : sandbox.json("connect", "doctor", "postgres")
                .get("databases")
                .get(0)
                .get("findings")) {
            finding.get("sql").forEach(statement -> postgres.sql(DATABASE, statement.stringValue()));
        }
        sandbox.run("connect", "doctor", "postgres").succeeds().prints("  ready");
    }

    @Test
    @Order(5)
    @Tag("long")
    void one_that_tries_again_for_ever_is_seen_though_connect_calls_it_running() {
        postgres.sql("postgres", "ALTER ROLE cdc_user PASSWORD 'another';");
        postgres.sql("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'cdc_user';");
        postgres.sql(DATABASE, "INSERT INTO user_events (user_id, event_type) VALUES (7, 'meanwhile');");
        sandbox.run("connect", "status")
                .exits(3)
                .prints(
                        "user-events is called running, and could not begin now",
                        "database.password: password authentication failed");

        postgres.sql("postgres", "ALTER ROLE cdc_user PASSWORD '" + PASSWORD + "';");

        Sandbox.eventually("the change that was made meanwhile", BOUND, () -> copy().equals(table()));
        sandbox.run("connect", "status").succeeds();
    }

    @Test
    @Order(6)
    @Tag("long")
    void two_hundred_thousand_rows_arrive_though_the_worker_is_killed_in_the_middle() {
        postgres.sql(DATABASE, """
                INSERT INTO user_events (user_id, event_type, event_data)
                SELECT n, 'bulk', jsonb_build_object('n', n) FROM generate_series(1, 200000) n;
                """);
        Sandbox.eventually("some of the rows", Duration.ofSeconds(60), () -> end() > 20_000);
        ProcessHandle.of(sandbox.json("status").get("workers").get(0).get("pid").asLong(0))
                .orElseThrow()
                .destroyForcibly();
        sandbox.run("up").succeeds();

        Set<Integer> wanted = new HashSet<>(table().keySet());
        Sandbox.eventually(
                "every row", Duration.ofMinutes(3), () -> copy().keySet().containsAll(wanted));
        assertThat(copy()).isEqualTo(table());
    }

    /// The table, row by row, as text.
    private static SortedMap<Integer, String> table() {
        SortedMap<Integer, String> rows = new TreeMap<>();
        postgres.sql(DATABASE, """
                SELECT row_to_json(r) FROM (SELECT id, user_id, event_type, event_data::text,
                (extract(epoch FROM created_at) * 1000000)::bigint AS created_at FROM user_events) r;
                """).lines().forEach(line -> {
            JsonNode row = MAPPER.readTree(line);
            rows.put(row.get("id").intValue(), text(row));
        });
        return rows;
    }

    /// What somebody who reads the topic makes of the table.
    private static SortedMap<Integer, String> copy() {
        SortedMap<Integer, String> rows = new TreeMap<>();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            long end = consumer.endOffsets(List.of(TOPIC)).getOrDefault(TOPIC, 0L);
            consumer.assign(List.of(TOPIC));
            consumer.seekToBeginning(List.of(TOPIC));
            while (consumer.position(TOPIC) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    JsonNode key = MAPPER.readTree(record.key());
                    JsonNode after = record.value() == null
                            ? MAPPER.nullNode()
                            : MAPPER.readTree(record.value()).path("after");
                    if (after.isObject()) {
                        rows.put(key.get("id").intValue(), text(after));
                    } else {
                        rows.remove(key.get("id").intValue());
                    }
                }
            }
        }
        return rows;
    }

    private static long end() {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            return consumer.endOffsets(List.of(TOPIC)).getOrDefault(TOPIC, 0L);
        }
    }

    private static KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new StringDeserializer(), new StringDeserializer());
    }

    private static String text(JsonNode row) {
        return Stream.of("id", "user_id", "event_type", "event_data", "created_at")
                .map(column -> row.path(column).asString(""))
                .reduce("", (left, right) -> left + "|" + right);
    }
}
