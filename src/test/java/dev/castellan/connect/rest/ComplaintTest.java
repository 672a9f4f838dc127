package dev.castellan.connect.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a plugin finds wrong, as a person is told.
final class ComplaintTest {
    private static final Map<String, String> CONFIG = Map.of(
            "database.hostname", "db",
            "database.user", "cdc",
            "database.password", "x",
            "database.dbname", "shop");

    /// What Debezium says of each, always at `database.hostname`.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "FATAL: password authentication failed for user \"cdc\" | database.password | does not take the password",
                "FATAL: database \"shop\" does not exist | database.dbname | create the database shop",
                "FATAL: no pg_hba.conf entry for host \"::1\" | database.user | a line in pg_hba.conf",
                "Postgres roles LOGIN and REPLICATION are not assigned to user: cdc | database.user | ALTER ROLE cdc",
                "Connection to db:5432 refused. Check that | database.hostname | no database answers at db:5432",
                "The connection attempt failed. | database.hostname | castellan connect doctor postgres"
            })
    void a_database_that_refuses_is_told_at_the_property_that_is_meant(String said, String property, String advice) {
        Complaint complaint = only("database.hostname", "Error while validating connector config: " + said);
        assertThat(complaint.property()).isEqualTo(property);
        assertThat(complaint.what()).doesNotContain("Error while validating", "FATAL");
        assertThat(complaint.advice()).contains(advice);
    }

    @Test
    void where_the_driver_does_not_say_where_the_config_does() {
        assertThat(only("database.hostname", "The connection attempt failed.").what())
                .isEqualTo("no database is reached at db:5432: The connection attempt failed.");
    }

    @Test
    void other_errors_stay_with_their_property_and_are_told_once() {
        Verdict verdict = new Verdict(
                new TreeMap<>(Map.of("topic", List.of("is missing", "is missing"), "file", List.of("is no file"))),
                new TreeMap<>());
        assertThat(Complaint.of(verdict, CONFIG))
                .containsExactlyInAnyOrder(
                        new Complaint("topic", "is missing", ""), new Complaint("file", "is no file", ""));
    }

    private static Complaint only(String property, String error) {
        List<Complaint> complaints =
                Complaint.of(new Verdict(new TreeMap<>(Map.of(property, List.of(error))), new TreeMap<>()), CONFIG);
        assertThat(complaints).hasSize(1);
        return complaints.getFirst();
    }
}
