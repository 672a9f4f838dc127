package dev.castellan.connect.rest;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a connector's trace means, and what to do about it: known troubles, each by the words that tell it.
///
/// The words are those of Connect, Debezium, PostgreSQL and its driver as they were seen. What is not known gets no
/// advice.
public final class Remedy {
    /// @param words a regular expression; what its groups catch stands in the advice as `%1`, `%2`
    private record Known(Pattern words, String advice) {
        Known(String words, String advice) {
            this(Pattern.compile(words), advice);
        }
    }

    private static final String DOCTOR = "castellan connect doctor postgres says more";

    /// The first that fits counts: causes before what follows from them.
    private static final List<Known> KNOWN = List.of(
            // the database, for sources and sinks
            new Known(
                    "password authentication failed for user \"([^\"]+)\"",
                    "PostgreSQL does not take the password of %1, or does not know the role: put the connector's"
                            + " password right (where it is ${file:...}, in that file), or ALTER ROLE %1 PASSWORD '...'"),
            new Known(
                    "no pg_hba.conf entry for ",
                    "a line in pg_hba.conf has to let the connector in; then SELECT pg_reload_conf()"),
            new Known("database \"([^\"]+)\" does not exist", "create the database %1, or put its name right"),
            new Known("role \"([^\"]+)\" is not permitted to log in", "ALTER ROLE %1 LOGIN"),
            new Known("Connection to (\\S+) refused", "no database answers at %1: start it, or put its address right"),
            new Known("UnknownHostException: (\\S+)", "no machine is called %1: put the address right"),
            new Known(
                    "The connection attempt failed", "is there a machine of that name, and does it answer? " + DOCTOR),
            new Known(
                    "the database system is (?:starting up|shutting down)|terminating connection due to administrator",
                    "the database was being restarted: once it is up, restart the connector"),
            new Known(
                    "remaining connection slots are reserved", "the database has no connection left: max_connections"),
            // capturing changes
            new Known(
                    "LOGIN and REPLICATION are not assigned to user: (\\w+)",
                    "the role may not read changes: ALTER ROLE %1 WITH LOGIN REPLICATION"),
            new Known(
                    "permission denied to (?:use replication slots|start WAL sender)|(?:superuser|replication) role to"
                            + " (?:use replication slots|start walsender)|create a replication slot",
                    "the role may not read changes: ALTER ROLE ... WITH REPLICATION; " + DOCTOR),
            new Known(
                    "logical decoding requires wal_level|wal_level.{0,30}logical",
                    "ALTER SYSTEM SET wal_level = 'logical', and restart PostgreSQL"),
            new Known(
                    "publication \"([^\"]+)\" does not exist|[Pp]ublication autocreation is disabled",
                    "the publication is not there: " + DOCTOR),
            new Known(
                    "all replication slots are in use",
                    "the server has no slot left: drop one that nobody reads from, or raise max_replication_slots; "
                            + DOCTOR),
            new Known(
                    "replication slot \"([^\"]+)\" is active",
                    "somebody else reads from the slot %1: end that, or take another slot.name"),
            new Known(
                    "can no longer (?:get changes from|access) replication slot|requested WAL segment \\S+ has already"
                            + " been removed|slot.{0,60}(?:is no longer available|has been invalidated)",
                    "what was not read is gone from the database: drop the slot, castellan connect stop and reset the"
                            + " connector, and resume it with a new snapshot"),
            // rights and tables
            new Known(
                    "permission denied for (table|schema|relation|sequence) (\\S+)",
                    "the role has no right to the %1 %2: GRANT it, as a superuser"),
            new Known(
                    "Could not find table: (\\S+)",
                    "the table %1 is not there, and the sink makes none (schema.evolution: none): create it, or put"
                            + " collection.name.format right"),
            new Known(
                    "relation \"([^\"]+)\" does not exist",
                    "the table %1 is not there: create it, or put its name right"),
            new Known(
                    "fields? (?:were )?missing from(?: the)? table|Cannot alter table .* schema evolution is disabled"
                            + "|column \"([^\"]+)\" of relation \"([^\"]+)\" does not exist",
                    "records have fields for which the table has no column: add them, or schema.evolution: basic"),
            new Known(
                    "null value in column \"([^\"]+)\"|violates (?:foreign key|check|unique|not-null) constraint",
                    "the table does not take the record: change its constraint, or keep such records out"),
            // records
            new Known(
                    "JsonConverter with schemas.enable requires \"schema\"",
                    "the topic holds JSON without a schema: value.converter.schemas.enable: false where the sink does"
                            + " without, else write it with one"),
            new Known(
                    "Tolerance exceeded in error handler|Converting byte\\[\\] to Kafka Connect data failed",
                    "a record cannot be read or changed, and errors.tolerance is none: mend the converter or the"
                            + " transformation; to go on without such records, errors.tolerance: all with"
                            + " errors.deadletterqueue.topic.name for a sink"),
            // the worker
            new Known(
                    "Could not read properties from file (\\S+)",
                    "the worker cannot read %1, which the config refers to: create it, or put the path right"),
            new Known("OutOfMemoryError", "the worker needs more memory: connect.heap in cluster.yaml"),
            new Known(
                    "Failed to find any class that implements",
                    "no plugin has such a class: put connector.class right, or add the plugin under connect.plugins"),
            new Known(
                    "NoSuchMethodError|NoSuchFieldError|AbstractMethodError|NoClassDefFoundError",
                    "the plugin does not fit this release of Kafka: castellan connect check PLUGIN says which would"),
            new Known("TopicAuthorizationException|GroupAuthorizationException", "the worker has no right to it: acls"),
            new Known(
                    "UnknownTopicOrPartitionException",
                    "the topic is not there: name it under topics in cluster.yaml"));

    private Remedy() {}

    /// What to do about a failure; empty where the trace says nothing that is known.
    ///
    /// @param trace as Connect keeps it, with its causes
    public static Optional<String> of(String trace) {
        return KNOWN.stream().flatMap(known -> told(known, trace).stream()).findFirst();
    }

    private static Optional<String> told(Known known, String trace) {
        Matcher matcher = known.words().matcher(trace);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String advice = known.advice();
        for (int group = 1; group <= matcher.groupCount(); group++) {
            String caught = matcher.group(group);
            advice = advice.replace("%" + group, caught == null ? "" : caught.replaceAll("[.,;]$", ""));
        }
        return Optional.of(advice);
    }
}
