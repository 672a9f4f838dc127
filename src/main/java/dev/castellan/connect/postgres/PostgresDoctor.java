package dev.castellan.connect.postgres;

import dev.castellan.connect.postgres.PostgresFacts.Identity;
import dev.castellan.connect.postgres.PostgresFacts.Publication;
import dev.castellan.connect.postgres.PostgresFacts.Slot;
import dev.castellan.connect.postgres.PostgresFacts.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Judges whether a PostgreSQL can have its changes captured as a connector wants it.
public final class PostgresDoctor {
    /// What Debezium reads changes with.
    private static final String PLUGIN = "pgoutput";

    /// So much WAL a slot that nobody reads from may hold back before it is told.
    private static final long MUCH = 256L << 20;

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    private final Capture wanted;
    private final PostgresFacts facts;
    private final List<Table> tables;
    private final String role;
    private final List<Finding> findings = new ArrayList<>();

    private PostgresDoctor(Capture wanted, PostgresFacts facts) {
        this.wanted = wanted;
        this.facts = facts;
        this.tables = captured(wanted, facts);
        this.role = quoted(facts.role().name());
    }

    /// What is wrong, in the order in which it is best mended; nothing where all is well.
    public static List<Finding> judge(Capture wanted, PostgresFacts facts) {
        PostgresDoctor doctor = new PostgresDoctor(wanted, facts);
        doctor.server();
        doctor.rights();
        doctor.tables();
        doctor.publication();
        doctor.slot();
        doctor.others();
        return List.copyOf(doctor.findings);
    }

    /// The tables that the connector captures.
    public static List<Table> captured(Capture wanted, PostgresFacts facts) {
        return facts.tables().stream()
                .filter(table -> wanted.takes(table.schema(), table.name()))
                .toList();
    }

    private void server() {
        if (!facts.walLevel().equals("logical")) {
            error(
                    "wal_level is " + facts.walLevel() + ", and changes can be read only where it is logical",
                    "ALTER SYSTEM SET wal_level = 'logical';",
                    "-- then restart PostgreSQL");
        }
        boolean needsSlot = own().isEmpty();
        if (needsSlot && facts.slots().size() >= facts.maxSlots()) {
            error(
                    "all " + facts.maxSlots() + " replication slots are taken, and the connector needs one more",
                    "ALTER SYSTEM SET max_replication_slots = " + (facts.slots().size() + 4) + ";",
                    "-- then restart PostgreSQL; or drop a slot that nobody reads from");
        }
        if (facts.maxSenders() == 0) {
            error(
                    "max_wal_senders is 0, so nobody is sent changes",
                    "ALTER SYSTEM SET max_wal_senders = 10;",
                    "-- then restart PostgreSQL");
        }
    }

    private void rights() {
        if (!facts.role().superuser() && !facts.role().replication()) {
            error(
                    "the role " + facts.role().name() + " may not read changes",
                    "ALTER ROLE " + role + " WITH REPLICATION;");
        }
    }

    private void tables() {
        for (String pattern : wanted.lists().getOrDefault(Capture.TABLES, List.of())) {
            if (tables.stream().noneMatch(table -> Capture.matches(List.of(pattern), table.fullName()))) {
                error("no table of " + wanted.address().database() + " is called " + pattern + " (" + Capture.TABLES
                        + ")");
            }
        }
        if (tables.isEmpty() && !wanted.lists().containsKey(Capture.TABLES)) {
            warning("there is no table to capture in " + wanted.address().database());
        }
        tables.stream()
                .filter(table -> !table.entered())
                .map(Table::schema)
                .distinct()
                .forEach(schema -> error(
                        "the role " + facts.role().name() + " may not look into the schema " + schema,
                        "GRANT USAGE ON SCHEMA " + quoted(schema) + " TO " + role + ";"));
        for (Table table : tables) {
            if (!table.read()) {
                error(
                        "the role " + facts.role().name() + " may not read " + table.fullName()
                                + ", and a snapshot reads it",
                        "GRANT SELECT ON " + name(table) + " TO " + role + ";");
            }
            identity(table);
        }
    }

    private void identity(Table table) {
        boolean none = table.identity() == Identity.NOTHING || (table.identity() == Identity.DEFAULT && !table.keyed());
        if (none) {
            error(
                    table.fullName() + " has no " + (table.keyed() ? "replica identity" : "primary key")
                            + ": once it is published, PostgreSQL refuses UPDATE and DELETE on it",
                    table.keyed()
                            ? "ALTER TABLE " + name(table) + " REPLICA IDENTITY DEFAULT;"
                            : "ALTER TABLE " + name(table) + " REPLICA IDENTITY FULL; -- or give it a primary key");
        }
    }

    private void publication() {
        Optional<Publication> there = facts.publication();
        if (there.isEmpty()) {
            missingPublication();
            return;
        }
        Publication publication = there.get();
        String alter = "ALTER PUBLICATION " + quoted(wanted.publication());
        if (!publication.missing().isEmpty()) {
            error(
                    "the publication " + wanted.publication() + " leaves out "
                            + String.join(" and ", publication.missing()),
                    alter + " SET (publish = 'insert, update, delete, truncate');");
        }
        List<Table> absent = tables.stream().filter(table -> !table.published()).toList();
        boolean addsThem = wanted.autocreate() == Capture.Autocreate.FILTERED
                && publication.owned()
                && absent.stream().allMatch(Table::owned);
        if (!absent.isEmpty() && !publication.allTables() && !addsThem) {
            error(
                    "the publication " + wanted.publication() + " does not have " + listed(absent)
                            + ": no change of theirs would be told",
                    alter + " ADD TABLE " + names(absent) + ";");
        }
    }

    private void missingPublication() {
        boolean creates = switch (wanted.autocreate()) {
            case ALL_TABLES -> facts.role().superuser();
            case FILTERED ->
                facts.role().superuser()
                        || (facts.role().creates() && tables.stream().allMatch(Table::owned));
            case DISABLED -> false;
        };
        if (!creates) {
            error(
                    "there is no publication " + wanted.publication() + ", and the role "
                            + facts.role().name() + " cannot make one"
                            + (wanted.autocreate() == Capture.Autocreate.DISABLED
                                    ? " (publication.autocreate.mode)"
                                    : ""),
                    "CREATE PUBLICATION " + quoted(wanted.publication())
                            + (tables.isEmpty() ? "" : " FOR TABLE " + names(tables)) + ";");
        }
    }

    private Optional<Slot> own() {
        return facts.slots().stream()
                .filter(slot -> slot.name().equals(wanted.slot()))
                .findFirst();
    }

    private void slot() {
        Optional<Slot> there = own();
        if (there.isEmpty()) {
            return; // the connector makes it
        }
        Slot slot = there.get();
        if (!slot.plugin().equals(PLUGIN)) {
            error(
                    "the slot " + slot.name() + " is for "
                            + (slot.plugin().isEmpty() ? "physical replication" : slot.plugin())
                            + ", and the connector reads with " + PLUGIN + "; take another slot.name, or",
                    drop(slot));
        } else if (!slot.database().equals(wanted.address().database())) {
            error("the slot " + slot.name() + " belongs to the database " + slot.database()
                    + "; take another slot.name");
        } else if (slot.status().equals("lost")) {
            error(
                    "the slot " + slot.name() + " has lost WAL that was not read; without it the connector makes"
                            + " a new snapshot",
                    drop(slot));
        } else if (slot.status().equals("unreserved")) {
            error("the slot " + slot.name() + " is about to lose WAL that was not read; let the connector read on now");
        }
    }

    /// Slots that nobody reads from keep the WAL of the whole server, until its disk is full.
    private void others() {
        for (Slot slot : facts.slots()) {
            if (!slot.active() && slot.held() >= MUCH && !slot.status().equals("lost")) {
                boolean own = slot.name().equals(wanted.slot());
                warning(
                        "nobody reads from the slot " + slot.name() + ", which holds back " + bytes(slot.held())
                                + " of WAL" + (own ? "; the connector goes on there once it runs" : ""),
                        drop(slot) + (own ? " -- only when the connector is gone for good" : " -- when nobody will"));
                if (facts.walKept().isEmpty()) {
                    warning(
                            "nothing bounds the WAL that slots hold back: a connector that rests fills the disk",
                            "ALTER SYSTEM SET max_slot_wal_keep_size = '10GB'; -- what is beyond that is lost to it",
                            "SELECT pg_reload_conf();");
                }
            }
        }
    }

    private static String drop(Slot slot) {
        return "SELECT pg_drop_replication_slot('" + slot.name().replace("'", "''") + "');";
    }

    private static String bytes(long bytes) {
        return bytes >= 1L << 30
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30))
                : bytes / (1L << 20) + " MiB";
    }

    private static String listed(List<Table> tables) {
        return tables.stream().map(Table::fullName).collect(Collectors.joining(", "));
    }

    private static String names(List<Table> tables) {
        return tables.stream().map(PostgresDoctor::name).collect(Collectors.joining(", "));
    }

    private static String name(Table table) {
        return quoted(table.schema()) + "." + quoted(table.name());
    }

    /// A name as SQL takes it.
    static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private void error(String what, String... sql) {
        findings.add(Finding.error(what, sql));
    }

    private void warning(String what, String... sql) {
        Finding finding = Finding.warning(what, sql);
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
    }
}
