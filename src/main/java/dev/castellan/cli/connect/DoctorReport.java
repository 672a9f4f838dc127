package dev.castellan.cli.connect;

import dev.castellan.connect.postgres.Capture;
import dev.castellan.connect.postgres.Finding;
import dev.castellan.connect.postgres.PostgresDoctor;
import dev.castellan.connect.postgres.PostgresFacts;
import dev.castellan.view.Report;
import java.util.ArrayList;
import java.util.List;

/// What `castellan connect doctor` says, in both forms.
final class DoctorReport {
    private static final int FEW = 5;

    private DoctorReport() {}

    /// The JSON form: what was found in the database of one connector.
    ///
    /// @param database `host:port/name`
    /// @param version of PostgreSQL; empty where it did not answer or let nobody in, which is the finding then
    /// @param user whom the connector logs in as
    /// @param tables those that it captures
    record Visit(
            String connector,
            String database,
            String version,
            String user,
            List<String> tables,
            String publication,
            String slot,
            List<Finding> findings) {}

    record Visits(List<Visit> databases) {}

    static Visit visit(String connector, Capture capture, PostgresFacts facts, List<Finding> findings) {
        return new Visit(
                connector,
                capture.address().toString(),
                facts.version(),
                facts.role().name(),
                PostgresDoctor.captured(capture, facts).stream()
                        .map(PostgresFacts.Table::fullName)
                        .toList(),
                capture.publication(),
                capture.slot(),
                findings);
    }

    /// One that was not reached.
    static Visit visit(String connector, Capture capture, Finding why) {
        return new Visit(
                connector,
                capture.address().toString(),
                "",
                capture.user(),
                List.of(),
                capture.publication(),
                capture.slot(),
                List.of(why));
    }

    static Report of(List<Visit> visits) {
        List<String> lines = new ArrayList<>();
        visits.forEach(visit -> text(visit, lines));
        return new Report("DatabaseCheck", new Visits(visits), String.join("\n", lines));
    }

    private static void text(Visit visit, List<String> lines) {
        boolean isReached = !visit.version().isEmpty();
        lines.add(visit.connector() + ": PostgreSQL " + (isReached ? visit.version() + " at " : "not reached, ")
                + visit.database() + ", as " + visit.user());
        if (isReached) {
            lines.add("  captures " + tables(visit.tables()) + "; publication " + visit.publication() + ", slot "
                    + visit.slot());
        }
        for (Finding finding : visit.findings()) {
            lines.add((finding.isError() ? "  ! " : "  ~ ") + finding.what());
            finding.sql().forEach(statement -> lines.add("      " + statement));
        }
        if (visit.findings().isEmpty()) {
            lines.add("  ready");
        } else if (visit.findings().stream().anyMatch(finding -> !finding.sql().isEmpty())) {
            lines.add("  mended with the SQL below each, as a superuser");
        }
        if (!isReached) {
            lines.add("  once that is mended:  castellan connect doctor postgres " + visit.connector());
        }
    }

    private static String tables(List<String> tables) {
        if (tables.isEmpty()) {
            return "no table";
        }
        return tables.size() <= FEW
                ? String.join(", ", tables)
                : String.join(", ", tables.subList(0, FEW)) + " and " + (tables.size() - FEW) + " more";
    }
}
