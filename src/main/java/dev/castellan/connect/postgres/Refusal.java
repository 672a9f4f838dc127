package dev.castellan.connect.postgres;

import dev.castellan.connect.postgres.Capture.Address;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;

/// What it means that a PostgreSQL was not reached or let nobody in, and what to do about it.
///
/// The states are those of PostgreSQL's manual, appendix A; where it has no say yet, the driver's cause tells.
final class Refusal {
    private static final String PASSWORD = "28P01";
    private static final String NOBODY_ENTERS = "28000";
    private static final String NO_DATABASE = "3D000";
    private static final String NOT_NOW = "57P03";
    private static final String CROWDED = "53300";
    private static final String NO_RIGHT = "42501";
    private static final String CONNECTION = "08";

    private Refusal() {}

    static Finding of(Capture capture, SQLException e) {
        Address address = capture.address();
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String said = firstLine(e);
        String role = PostgresDoctor.quoted(capture.user());
        return switch (state) {
            case PASSWORD ->
                Finding.error(
                        "PostgreSQL does not take the password of " + capture.user() + ", or has no such role: put"
                                + " database.user and database.password right (where it is ${file:...}, in that file),"
                                + " or give the role its password",
                        "ALTER ROLE " + role + " WITH LOGIN REPLICATION PASSWORD '...';",
                        "-- or CREATE ROLE, where there is none");
            case NOBODY_ENTERS -> notLetIn(capture, role, said);
            case NO_DATABASE ->
                Finding.error(
                        "PostgreSQL has no database " + address.database() + ": put database.dbname right, or make it",
                        "CREATE DATABASE " + PostgresDoctor.quoted(address.database()) + ";");
            case NOT_NOW ->
                Finding.error("PostgreSQL is there and takes nobody now: " + said + "; ask again in a moment");
            case CROWDED ->
                Finding.error(
                        "PostgreSQL has no connection left: end some, or allow more",
                        "ALTER SYSTEM SET max_connections = 200;",
                        "-- then restart PostgreSQL");
            case NO_RIGHT ->
                Finding.error(
                        capture.user() + " may not connect to " + address.database() + ": " + said,
                        "GRANT CONNECT ON DATABASE " + PostgresDoctor.quoted(address.database()) + " TO " + role + ";");
            default ->
                state.startsWith(CONNECTION)
                        ? Finding.error(silent(address, e, said))
                        : Finding.error("PostgreSQL refused: " + said);
        };
    }

    private static Finding notLetIn(Capture capture, String role, String said) {
        if (said.contains("is not permitted to log in")) {
            return Finding.error("the role " + capture.user() + " may not log in", "ALTER ROLE " + role + " LOGIN;");
        }
        return Finding.error(
                "PostgreSQL does not let " + capture.user() + " in from here: " + said
                        + "; a line of pg_hba.conf has to," + " for workers as well",
                "-- host  " + capture.address().database() + "  " + capture.user() + "  ADDRESS/32  scram-sha-256",
                "SELECT pg_reload_conf();");
    }

    private static String silent(Address address, SQLException e, String said) {
        String door = address.host() + ":" + address.port();
        if (cause(e, UnknownHostException.class).isPresent()) {
            return "no machine is called " + address.host() + ": put database.hostname right";
        }
        if (cause(e, ConnectException.class).isPresent()) {
            return "nothing listens at " + door + ": start PostgreSQL there, let listen_addresses include that address,"
                    + " or put database.hostname and database.port right";
        }
        if (cause(e, NoRouteToHostException.class).isPresent()
                || cause(e, SocketTimeoutException.class).isPresent()) {
            return "nothing answers at " + door + ": the machine is off, a firewall is in between, or"
                    + " database.hostname is wrong";
        }
        return "no PostgreSQL answers at " + door + ": " + said;
    }

    private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
        }
        return Optional.empty();
    }

    private static String firstLine(SQLException e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        return message.lines().findFirst().orElse("").replaceFirst("^(?:FATAL|ERROR): ", "");
    }
}
