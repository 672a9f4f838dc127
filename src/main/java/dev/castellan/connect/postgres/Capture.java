package dev.castellan.connect.postgres;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/// What a Debezium connector wants to capture, as its config says or leaves to Debezium's defaults.
///
/// @param sslMode as PostgreSQL's own clients name it
/// @param lists patterns of schemas and tables, by the name of the property: `table.include.list`
public record Capture(
        Address address,
        String user,
        String sslMode,
        String slot,
        String publication,
        Autocreate autocreate,
        Map<String, List<String>> lists) {
    /// The connector that this is about.
    public static final String CONNECTOR = "io.debezium.connector.postgresql.PostgresConnector";

    public static final String PASSWORD = "database.password";

    static final String TABLES = "table.include.list";

    private static final List<String> LISTS =
            List.of("schema.include.list", "schema.exclude.list", TABLES, "table.exclude.list");

    public Capture {
        lists = Map.copyOf(lists);
    }

    /// Where the database is.
    public record Address(String host, int port, String database) {
        @Override
        public String toString() {
            return host + ":" + port + "/" + database;
        }
    }

    /// What Debezium does where there is no publication.
    enum Autocreate {
        /// Makes one for every table, which takes a superuser.
        ALL_TABLES,
        /// Makes one for the tables it captures, which takes their owner.
        FILTERED,
        /// Makes none.
        DISABLED
    }

    /// @param config with the values of references in it
    public static Capture of(Map<String, String> config) {
        Address address = new Address(
                config.getOrDefault("database.hostname", ""),
                number(config.getOrDefault("database.port", "5432")),
                config.getOrDefault("database.dbname", "postgres"));
        Autocreate autocreate = switch (config.getOrDefault("publication.autocreate.mode", "all_tables")) {
            case "filtered" -> Autocreate.FILTERED;
            case "disabled", "no_tables" -> Autocreate.DISABLED;
            default -> Autocreate.ALL_TABLES;
        };
        return new Capture(
                address,
                config.getOrDefault("database.user", ""),
                config.getOrDefault("database.sslmode", "prefer"),
                config.getOrDefault("slot.name", "debezium"),
                config.getOrDefault("publication.name", "dbz_publication"),
                autocreate,
                LISTS.stream()
                        .filter(config::containsKey)
                        .collect(Collectors.toMap(name -> name, name -> words(config.getOrDefault(name, "")))));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// Whether a table is captured: Debezium's patterns have to match all of its name, in any case.
    boolean takes(String schema, String table) {
        return listed("schema", schema) && listed("table", schema + "." + table);
    }

    private boolean listed(String kind, String name) {
        Optional<List<String>> included = Optional.ofNullable(lists.get(kind + ".include.list"));
        return included.map(patterns -> matches(patterns, name)).orElse(true)
                && !matches(lists.getOrDefault(kind + ".exclude.list", List.of()), name);
    }

    static boolean matches(List<String> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> {
            try {
                return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)
                        .matcher(name)
                        .matches();
            } catch (PatternSyntaxException e) {
                return false; // the connector's own validation refuses it
            }
        });
    }
}
