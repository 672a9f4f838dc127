package dev.castellan.cli.connect;

import dev.castellan.connect.postgres.Capture;
import dev.castellan.connect.postgres.Finding;
import dev.castellan.problem.Problem;
import dev.castellan.testkit.Golden;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is said of databases of connectors.
final class DoctorReportTest {
    @Test
    void a_database_that_was_not_reached_stands_beside_the_one_that_is_ready() {
        Capture capture = Capture.of(Map.of(
                "database.hostname", "127.0.0.1", "database.dbname", "analytics_db", "database.user", "cdc_user"));
        DoctorReport.Visit ready = new DoctorReport.Visit(
                "events",
                capture.address().toString(),
                "15.8",
                "cdc_user",
                List.of("public.events"),
                capture.publication(),
                capture.slot(),
                List.of());
        Finding silent = new Finding(
                Problem.Severity.ERROR, "nothing listens at 127.0.0.1:5432: start PostgreSQL there", List.of());
        Golden.folder("a-database-that-was-not-reached-stands-beside-one-that-is-ready")
                .holds(DoctorReport.of(List.of(ready, DoctorReport.visit("orders", capture, silent))));
    }
}
