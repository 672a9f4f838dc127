package dev.castellan.connect.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a trace means, and what to do. The traces are what Connect, Debezium and PostgreSQL say.
final class RemedyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FATAL: password authentication failed for user \"cdc\" | password of cdc",
                "Connection to 127.0.0.1:5432 refused. Check that the hostname | no database answers at"
                        + " 127.0.0.1:5432:",
                "FATAL: database \"orders\" does not exist | create the database orders",
                "FATAL: permission denied to start WAL sender | WITH REPLICATION",
                "ERROR: must be superuser or replication role to use replication slots | WITH REPLICATION",
                "ERROR: permission denied for table orders | GRANT",
                "ERROR: replication slot \"orders\" is active for PID 77 | somebody else reads from the slot orders",
                "Could not find table: enriched_orders | the table enriched_orders is not there",
                "ERROR: relation \"public.orders\" does not exist | the table public.orders is not there",
                "ConnectException: Tolerance exceeded in error handler | errors.deadletterqueue.topic.name",
                "Failed to find any class that implements Connector and which name matches X | connect.plugins",
                "java.lang.NoSuchMethodError: 'X TopicAdmin$NewTopicBuilder.y(short)' | castellan connect check",
                "ConfigException: Could not read properties from file /no/such.properties | read /no/such.properties",
                "java.lang.OutOfMemoryError: Java heap space | connect.heap"
            })
    void what_is_known_gets_advice_with_the_names_in_it(String line, String advice) {
        String trace = "org.apache.kafka.connect.errors.ConnectException: cannot go on\n\tat a.b.C\nCaused by: " + line
                + "\n\tat d.e.F";
        assertThat(Remedy.of(trace).orElseThrow()).contains(advice);
    }

    @Test
    void a_cause_counts_more_than_what_follows_from_it() {
        assertThat(Remedy.of("ConnectException: Tolerance exceeded in error handler\nCaused by: DataException:"
                        + " JsonConverter with schemas.enable requires \"schema\" and \"payload\" fields"))
                .hasValueSatisfying(advice -> assertThat(advice).contains("JSON without a schema"));
    }

    @Test
    void what_is_not_known_gets_none() {
        for (String trace : List.of("", "IllegalStateException: no\n\tat x.Y", "100% %1 $1 \\")) {
            assertThat(Remedy.of(trace)).as(trace).isEmpty();
        }
    }
}
