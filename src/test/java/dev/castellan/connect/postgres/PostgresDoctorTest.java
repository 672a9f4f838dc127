package dev.castellan.connect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.connect.postgres.PostgresFacts.Identity;
import dev.castellan.connect.postgres.PostgresFacts.Publication;
import dev.castellan.connect.postgres.PostgresFacts.Role;
import dev.castellan.connect.postgres.PostgresFacts.Slot;
import dev.castellan.connect.postgres.PostgresFacts.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is found wrong with a PostgreSQL, and the SQL that mends it.
class PostgresDoctorTest {
    private static final Role CDC = new Role("cdc_user", false, true, false);
    private static final Table EVENTS =
            new Table("public", "user_events", true, true, Identity.DEFAULT, true, false, true);
    private static final Publication WHOLE = new Publication(false, List.of(), false);

    private static Capture capture(String... more) {
        Map<String, String> config = new TreeMap<>(Map.of(
                "database.hostname", "127.0.0.1",
                "database.dbname", "analytics_db",
                "database.user", "cdc_user",
                "table.include.list", "public.user_events",
                "publication.name", "debezium_publication",
                "slot.name", "debezium_slot"));
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return Capture.of(config);
    }

    private static PostgresFacts facts(
            Role role, List<Table> tables, Optional<Publication> publication, Slot... slots) {
        return new PostgresFacts(
                "15.8", "logical", 10, 10, OptionalLong.empty(), role, tables, publication, List.of(slots));
    }

    private static String told(Capture capture, PostgresFacts facts) {
        StringBuilder text = new StringBuilder();
        PostgresDoctor.judge(capture, facts)
                .forEach(finding -> text.append(finding.isError() ? "! " : "~ ")
                        .append(finding.what())
                        .append('\n')
                        .append(String.join("\n", finding.sql()))
                        .append('\n'));
        return text.toString();
    }

    @Test
    void a_database_that_is_ready_has_nothing_wrong() {
        assertThat(told(capture(), facts(CDC, List.of(EVENTS), Optional.of(WHOLE))))
                .isEmpty();
    }

    @Test
    void a_server_as_it_is_installed_lacks_what_capturing_needs() {
        PostgresFacts fresh = new PostgresFacts(
                "15.8",
                "replica",
                0,
                0,
                OptionalLong.empty(),
                new Role("cdc-user", false, false, false),
                List.of(new Table("Sales", "events", false, false, Identity.DEFAULT, false, false, false)),
                Optional.empty(),
                List.of());

        assertThat(told(capture("table.include.list", "sales.events,public.gone"), fresh))
                .contains(
                        "wal_level is replica",
                        "ALTER SYSTEM SET wal_level = 'logical';",
                        "ALTER SYSTEM SET max_replication_slots = 4;",
                        "ALTER SYSTEM SET max_wal_senders = 10;",
                        "ALTER ROLE \"cdc-user\" WITH REPLICATION;",
                        "no table of analytics_db is called public.gone",
                        "GRANT USAGE ON SCHEMA \"Sales\" TO \"cdc-user\";",
                        "GRANT SELECT ON \"Sales\".events TO \"cdc-user\";",
                        "ALTER TABLE \"Sales\".events REPLICA IDENTITY FULL;",
                        "CREATE PUBLICATION debezium_publication FOR TABLE \"Sales\".events;");
    }

    @Test
    void a_publication_must_have_every_table_and_every_change() {
        Table absent = new Table("public", "user_events", true, true, Identity.FULL, false, false, false);

        assertThat(told(
                        capture(),
                        facts(CDC, List.of(absent), Optional.of(new Publication(false, List.of("update"), false)))))
                .contains(
                        "leaves out update",
                        "ALTER PUBLICATION debezium_publication SET (publish = 'insert, update, delete, truncate');",
                        "ALTER PUBLICATION debezium_publication ADD TABLE public.user_events;");
    }

    @Test
    void a_missing_publication_is_no_trouble_where_the_connector_may_make_it() {
        Table own = new Table("public", "user_events", true, true, Identity.DEFAULT, true, true, false);
        Role maker = new Role("cdc_user", false, true, true);

        assertThat(told(capture(), facts(maker, List.of(own), Optional.empty())))
                .contains("cannot make one");
        assertThat(told(
                        capture("publication.autocreate.mode", "filtered"),
                        facts(maker, List.of(own), Optional.empty())))
                .isEmpty();
        assertThat(told(capture(), facts(new Role("root", true, false, true), List.of(own), Optional.empty())))
                .isEmpty();
    }

    @Test
    void slots_that_are_of_no_use_or_hold_back_wal_are_told() {
        List<Table> tables = List.of(EVENTS);

        assertThat(told(
                        capture(),
                        facts(
                                CDC,
                                tables,
                                Optional.of(WHOLE),
                                new Slot("debezium_slot", "pgoutput", "analytics_db", true, 9L << 30, "extended"),
                                new Slot("old", "pgoutput", "shop", false, 3L << 30, "extended"))))
                .isEqualTo("""
                        ~ nobody reads from the slot old, which holds back 3.0 GiB of WAL
                        SELECT pg_drop_replication_slot('old'); -- when nobody will
                        ~ nothing bounds the WAL that slots hold back: a connector that rests fills the disk
                        ALTER SYSTEM SET max_slot_wal_keep_size = '10GB'; -- what is beyond that is lost to it
                        SELECT pg_reload_conf();
                        """);
        assertThat(told(
                        capture(),
                        facts(
                                CDC,
                                tables,
                                Optional.of(WHOLE),
                                new Slot("debezium_slot", "wal2json", "analytics_db", false, 0, "reserved"))))
                .contains("is for wal2json", "SELECT pg_drop_replication_slot('debezium_slot');");
        assertThat(told(
                        capture(),
                        facts(
                                CDC,
                                tables,
                                Optional.of(WHOLE),
                                new Slot("debezium_slot", "pgoutput", "analytics_db", false, 0, "lost"))))
                .contains("has lost WAL");
        assertThat(told(
                        capture(),
                        facts(
                                CDC,
                                tables,
                                Optional.of(WHOLE),
                                new Slot("debezium_slot", "pgoutput", "shop", false, 0, "reserved"))))
                .contains("belongs to the database shop");
    }

    /// Whatever a database is like: mended as it is told, nothing is found any more.
    @Test
    void what_the_sql_mends_is_found_no_more() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            PostgresFacts before = new PostgresFacts(
                    "15.8",
                    random.nextBoolean() ? "logical" : "replica",
                    random.nextInt(2) * 10,
                    random.nextInt(2) * 10,
                    OptionalLong.empty(),
                    new Role("cdc_user", random.nextInt(9) == 0, random.nextBoolean(), random.nextBoolean()),
                    List.of(new Table(
                            "public",
                            "user_events",
                            random.nextBoolean(),
                            random.nextBoolean(),
                            Identity.values()[random.nextInt(4)],
                            random.nextBoolean(),
                            random.nextBoolean(),
                            random.nextBoolean())),
                    random.nextBoolean()
                            ? Optional.empty()
                            : Optional.of(new Publication(
                                    random.nextBoolean(), random.nextBoolean() ? List.of("delete") : List.of(), true)),
                    List.of());
            String sql = told(capture(), before);
            assertThat(told(capture(), mended(before, sql)))
                    .as("seed %d: %s", seed, sql)
                    .isEmpty();
        }
    }

    private static PostgresFacts mended(PostgresFacts facts, String sql) {
        Role role = facts.role();
        Table table = facts.tables().getFirst();
        boolean makes = sql.contains("CREATE PUBLICATION");
        Identity identity = sql.contains("REPLICA IDENTITY FULL")
                ? Identity.FULL
                : sql.contains("REPLICA IDENTITY DEFAULT") ? Identity.DEFAULT : table.identity();
        return new PostgresFacts(
                facts.version(),
                sql.contains("wal_level = 'logical'") ? "logical" : facts.walLevel(),
                sql.contains("max_replication_slots") ? 4 : facts.maxSlots(),
                sql.contains("max_wal_senders") ? 10 : facts.maxSenders(),
                facts.walKept(),
                new Role(
                        role.name(),
                        role.superuser(),
                        role.replication() || sql.contains("WITH REPLICATION"),
                        role.creates()),
                List.of(new Table(
                        table.schema(),
                        table.name(),
                        table.entered() || sql.contains("GRANT USAGE"),
                        table.read() || sql.contains("GRANT SELECT"),
                        identity,
                        table.keyed(),
                        table.owned(),
                        table.published() || sql.contains("ADD TABLE") || makes)),
                facts.publication()
                        .map(there -> new Publication(
                                there.allTables(), sql.contains("SET (publish") ? List.of() : there.missing(), true))
                        .or(() -> makes ? Optional.of(WHOLE) : Optional.empty()),
                facts.slots());
    }
}
