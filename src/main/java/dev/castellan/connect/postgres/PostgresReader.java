package dev.castellan.connect.postgres;

import dev.castellan.connect.postgres.PostgresFacts.Identity;
import dev.castellan.connect.postgres.PostgresFacts.Publication;
import dev.castellan.connect.postgres.PostgresFacts.Role;
import dev.castellan.connect.postgres.PostgresFacts.Slot;
import dev.castellan.connect.postgres.PostgresFacts.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/// Reads what a PostgreSQL says of itself, as the user that the connector logs in as. Reads and no more.
public final class PostgresReader {
    private static final String SETTINGS = """
            SELECT name, setting FROM pg_settings WHERE name IN ('server_version', 'server_version_num', 'wal_level',
            'max_replication_slots', 'max_wal_senders', 'max_slot_wal_keep_size')""";

    private static final String ROLE = """
            SELECT rolname, rolsuper, rolreplication, has_database_privilege(current_database(), 'CREATE')
            FROM pg_roles WHERE rolname = current_user""";

    private static final String TABLES = """
            SELECT n.nspname, c.relname, has_schema_privilege(n.oid, 'USAGE'), has_table_privilege(c.oid, 'SELECT'),
              c.relreplident::text, EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary),
              pg_has_role(c.relowner, 'USAGE'),
              EXISTS (SELECT 1 FROM pg_publication_tables p
                WHERE p.pubname = ? AND p.schemaname = n.nspname AND p.tablename = c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND n.nspname <> 'information_schema'
              AND n.nspname !~ '^pg_'
            ORDER BY 1, 2""";

    private static final String PUBLICATION = """
            SELECT puballtables, pubinsert, pubupdate, pubdelete, pg_has_role(pubowner, 'USAGE')
            FROM pg_publication WHERE pubname = ?""";

    private static final String SLOTS = """
            SELECT slot_name, coalesce(plugin, ''), coalesce(database, ''), active,
              coalesce(pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn()
                ELSE pg_current_wal_lsn() END, restart_lsn), 0)::bigint, coalesce(%s, '')
            FROM pg_replication_slots ORDER BY 1""";

    /// The first that says of a slot whether its WAL is still there.
    private static final int TELLS_STATUS = 130_000;

    private final Capture capture;
    private final Connection connection;

    private PostgresReader(Capture capture, Connection connection) {
        this.capture = capture;
        this.connection = connection;
    }

    /// @param bound how long connecting may take, and each answer, in whole seconds
    /// @throws NotReached where nobody answers, or nobody is let in
    public static PostgresFacts read(Capture capture, String password, Duration bound) throws NotReached {
        if (capture.address().host().isBlank()) {
            throw new NotReached(Finding.error("the config names no database: database.hostname"));
        }
        String seconds = String.valueOf(Math.max(1, bound.toSeconds()));
        Properties properties = new Properties();
        properties.put("user", capture.user());
        properties.put("password", password);
        properties.put("sslmode", capture.sslMode());
        properties.put("connectTimeout", seconds);
        properties.put("socketTimeout", seconds);
        properties.put("loginTimeout", seconds);
        properties.put("ApplicationName", "castellan");
        try (Connection connection =
                DriverManager.getConnection("jdbc:postgresql://" + capture.address(), properties)) {
            return new PostgresReader(capture, connection).facts();
        } catch (SQLException e) {
            throw new NotReached(Refusal.of(capture, e));
        }
    }

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(String sql, Row<T> row, String... values) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet results = statement.executeQuery()) {
                while (results.next()) {
                    rows.add(row.of(results));
                }
            }
        }
        return rows;
    }

    private PostgresFacts facts() throws SQLException {
        Map<String, String> settings = new HashMap<>();
        rows(SETTINGS, row -> settings.put(row.getString(1), row.getString(2)));
        Role role = rows(
                        ROLE,
                        row -> new Role(row.getString(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4)))
                .getFirst();
        Optional<Publication> publication =
                rows(PUBLICATION, PostgresReader::publication, capture.publication()).stream()
                        .findFirst();
        long kept = number(settings, "max_slot_wal_keep_size", -1);
        String status = number(settings, "server_version_num", 0) >= TELLS_STATUS ? "wal_status" : "NULL";
        return new PostgresFacts(
                settings.getOrDefault("server_version", "").split(" ", 2)[0],
                settings.getOrDefault("wal_level", ""),
                (int) number(settings, "max_replication_slots", 0),
                (int) number(settings, "max_wal_senders", 0),
                kept < 0 ? OptionalLong.empty() : OptionalLong.of(kept),
                role,
                rows(TABLES, PostgresReader::table, capture.publication()),
                publication,
                rows(SLOTS.replace("%s", status), PostgresReader::slot));
    }

    private static long number(Map<String, String> settings, String name, long absent) {
        return Long.parseLong(settings.getOrDefault(name, String.valueOf(absent)));
    }

    private static Publication publication(ResultSet row) throws SQLException {
        List<String> missing = new ArrayList<>();
        List<String> operations = List.of("insert", "update", "delete");
        for (int i = 0; i < operations.size(); i++) {
            if (!row.getBoolean(i + 2)) {
                missing.add(operations.get(i));
            }
        }
        return new Publication(row.getBoolean(1), missing, row.getBoolean(5));
    }

    private static Table table(ResultSet row) throws SQLException {
        Identity identity = switch (row.getString(5)) {
            case "f" -> Identity.FULL;
            case "i" -> Identity.INDEX;
            case "n" -> Identity.NOTHING;
            default -> Identity.DEFAULT;
        };
        return new Table(
                row.getString(1),
                row.getString(2),
                row.getBoolean(3),
                row.getBoolean(4),
                identity,
                row.getBoolean(6),
                row.getBoolean(7),
                row.getBoolean(8));
    }

    private static Slot slot(ResultSet row) throws SQLException {
        return new Slot(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getLong(5),
                row.getString(6));
    }
}
