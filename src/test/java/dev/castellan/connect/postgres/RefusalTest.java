package dev.castellan.connect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is said of a database that does not answer or lets nobody in.
final class RefusalTest {
    private static final Capture CAPTURE = Capture.of(Map.of(
            "database.hostname", "db", "database.port", "5433", "database.dbname", "shop", "database.user", "Cdc"));

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        "28P01",
                        "FATAL: password authentication failed for user \"Cdc\"",
                        null,
                        "does not take the password of Cdc"),
                arguments("3D000", "FATAL: database \"shop\" does not exist", null, "has no database shop"),
                arguments("28000", "FATAL: role \"Cdc\" is not permitted to log in", null, "may not log in"),
                arguments("28000", "FATAL: no pg_hba.conf entry for host \"10.0.0.1\"", null, "line of pg_hba.conf"),
                arguments("57P03", "FATAL: the database system is starting up", null, "takes nobody now: the database"),
                arguments("53300", "FATAL: sorry, too many clients already", null, "no connection left"),
                arguments("42501", "FATAL: permission denied for database \"shop\"", null, "may not connect to shop"),
                arguments("08001", "Connection refused.", new ConnectException(), "nothing listens at db:5433"),
                arguments("08001", "attempt failed.", new UnknownHostException("db"), "no machine is called db"),
                arguments("08001", "attempt failed.", new SocketTimeoutException(), "nothing answers at db:5433"),
                arguments("08006", "attempt failed.", new EOFException(), "no PostgreSQL answers at db:5433"),
                arguments("XX000", "ERROR: no idea\nat all", null, "PostgreSQL refused: no idea"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void each_names_the_cause(String state, String said, Throwable cause, String told) {
        Finding finding = Refusal.of(CAPTURE, new SQLException(said, state, cause));
        assertThat(finding.isError()).isTrue();
        assertThat(finding.what()).contains(told).doesNotContain("FATAL", "Exception");
    }

    @Test
    void what_sql_mends_it_is_written_with_the_names_as_they_are() {
        assertThat(Refusal.of(CAPTURE, new SQLException("", "28P01")).sql())
                .contains("ALTER ROLE \"Cdc\" WITH LOGIN REPLICATION PASSWORD '...';");
        assertThat(Refusal.of(CAPTURE, new SQLException("", "3D000")).sql())
                .isEqualTo(List.of("CREATE DATABASE shop;"));
    }

    @Test
    void a_port_where_nobody_listens_is_told_by_the_driver_itself() {
        Capture nowhere = Capture.of(Map.of("database.hostname", "127.0.0.1", "database.port", "1"));
        assertThat(refused(nowhere)).startsWith("nothing listens at 127.0.0.1:1: start PostgreSQL there");
    }

    @Test
    void a_config_without_a_database_is_asked_for_one() {
        assertThat(refused(Capture.of(Map.of()))).contains("database.hostname");
    }

    private static String refused(Capture capture) {
        try {
            return PostgresReader.read(capture, "secret", Duration.ofSeconds(2)).version();
        } catch (NotReached e) {
            return e.finding().what();
        }
    }
}
