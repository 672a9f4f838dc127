package dev.castellan.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/// The orders example as it is in the repository, on a real PostgreSQL: from a table through topics to another table.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OrdersIT implements OnPostgres {
    private static final Path EXAMPLE = Path.of("examples/orders");
    private static final String DATABASE = "orders";
    private static final Duration BOUND = Duration.ofSeconds(90);
    private static final String ROWS = "SELECT row_to_json(r) FROM %s r ORDER BY order_id;";

    private static Postgres postgres;
    private static Sandbox sandbox;

    @BeforeAll
    static void up() {
        if (Postgres.obstacle().isPresent()) {
            return;
        }
        postgres = Postgres.start("wal_level=logical");
        postgres.sql("postgres", example("database.sql"));
        sandbox = Sandbox.open(DATABASE);
        sandbox.file("secrets.properties", example("secrets.properties"));
        sandbox.spec(spec());
        sandbox.run("up").succeeds();
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

    private static String example(String file) {
        try {
            return Files.readString(EXAMPLE.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The example with the port of this PostgreSQL, which is all that its reader may have to change.
    private static String spec() {
        String spec = example("cluster.yaml");
        assertThat(spec).contains("database-port: 5432");
        return spec.replace("database-port: 5432", "database-port: " + postgres.port());
    }

    @Test
    @Order(1)
    void the_second_table_becomes_what_the_first_is_after_inserts_updates_and_deletes() {
        sandbox.run("plan", "--detailed-exitcode").succeeds().prints("nothing to change");
        equal(BOUND);
        assertThat(rows("public.enriched_orders").lines()).hasSize(2);

        postgres.sql(DATABASE, """
                INSERT INTO shop.orders SELECT 'n' || n, 'thing ' || n, n % 5, n / 100.0, '2026-11-30'
                FROM generate_series(1, 500) n;
                UPDATE shop.orders SET quantity = 7, product_name = 'é"ü' WHERE order_id LIKE 'n%3';
                UPDATE shop.orders SET quantity = 0 WHERE order_id LIKE 'n%7';
                DELETE FROM shop.orders WHERE order_id LIKE 'n%1' OR order_id = '1001';
                """);

        equal(BOUND);
        assertThat(rows("public.enriched_orders").lines()).hasSizeGreaterThan(200);
        sandbox.run("consume", "invalid_orders", "--from-beginning", "--max", "1")
                .succeeds()
                .prints("the quantity is not above 0");
    }

    @Test
    @Tag("long")
    @Order(2)
    void status_says_how_far_both_have_come() {
        Sandbox.eventually(
                "a sink that has read all",
                BOUND,
                () -> sink().path("lag").path("records").asLong(-1) == 0);
        assertThat(connector("orders-source").path("lastChange").asString("")).startsWith("20");
        sandbox.run("connect", "status").succeeds().prints("has read all", "a change ");
    }

    @Test
    @Tag("long")
    @Order(3)
    void a_failed_task_says_what_to_do_and_a_mended_spec_repairs_it() {
        String good = spec();
        postgres.sql(DATABASE, "ALTER TABLE public.enriched_orders RENAME TO elsewhere;");
        postgres.sql(DATABASE, "INSERT INTO shop.orders VALUES ('late', 'spoon', 1, 2, '2026-11-30');");
        Sandbox.eventually(
                "a task that failed",
                BOUND,
                () -> !task(sink()).path("trace").asString("").isEmpty());
        assertThat(task(sink()).path("advice").asString("")).contains("public.enriched_orders is not there");
        assertThat(sink().path("lag").path("records").asLong(0)).isPositive();

        sandbox.spec(good.replace("name.format: public.enriched_orders", "name.format: public.elsewhere"));
        sandbox.run("up").succeeds();

        Sandbox.eventually(
                "the late order", BOUND, () -> rows("public.elsewhere").equals(rows("shop.enriched_orders")));
        postgres.sql(DATABASE, "ALTER TABLE public.elsewhere RENAME TO enriched_orders;");
        sandbox.spec(good);
        sandbox.run("up").succeeds();
    }

    @Test
    @Order(4)
    @Tag("long")
    void nothing_is_lost_though_worker_and_broker_are_killed_in_the_middle() {
        postgres.sql(DATABASE, """
                INSERT INTO shop.orders SELECT 'b' || n, 'bulk', n % 9, 1.5, '2026-11-30'
                FROM generate_series(1, 20000) n;
                """);
        Sandbox.eventually("some of the rows", BOUND, () -> count("public.enriched_orders") > 2000);
        kill("workers");
        postgres.sql(DATABASE, "UPDATE shop.orders SET price = 2.5 WHERE order_id LIKE 'b%2';");
        sandbox.run("up").succeeds();
        kill("nodes");
        postgres.sql(DATABASE, "DELETE FROM shop.orders WHERE order_id LIKE 'b%4';");
        sandbox.run("up").succeeds();

        equal(Duration.ofMinutes(5));
        assertThat(count("public.enriched_orders")).isGreaterThan(10_000);
    }

    private static void kill(String what) {
        long pid = sandbox.status().get(what).get(0).get("pid").asLong(0);
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        assertThat(process.destroyForcibly()).isTrue();
        Sandbox.eventually(what + " that are gone", BOUND, () -> !process.isAlive());
    }

    private static JsonNode sink() {
        return connector("enriched-orders-sink");
    }

    private static JsonNode connector(String name) {
        for (JsonNode connector : sandbox.json("connect", "status").get("connectors")) {
            if (connector.get("connector").stringValue().equals(name)) {
                return connector;
            }
        }
        throw new AssertionError("no connector " + name);
    }

    private static JsonNode task(JsonNode connector) {
        return connector.path("tasks").path(0);
    }

    private static void equal(Duration bound) {
        Sandbox.eventually(
                "the second table like the first",
                bound,
                () -> rows("public.enriched_orders").equals(rows("shop.enriched_orders")));
    }

    private static String rows(String table) {
        return postgres.sql(DATABASE, ROWS.formatted(table));
    }

    private static long count(String table) {
        return Long.parseLong(
                postgres.sql(DATABASE, "SELECT count(*) FROM " + table + ";").strip());
    }
}
