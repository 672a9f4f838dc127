package dev.castellan.cli.keep;

import dev.castellan.doctor.Finding;
import dev.castellan.problem.Problem;
import dev.castellan.target.HostFacts;
import dev.castellan.target.Mending;
import dev.castellan.view.Bytes;
import dev.castellan.view.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What `castellan check` found: the JSON form. Pure.
///
/// @param findings what is the same on several hosts stands here once
record Checkup(String cluster, List<Host> hosts, List<Found> findings) {

    record Host(
            String host,
            String os,
            String architecture,
            int cores,
            long memoryBytes,
            OptionalInt java,
            long clockAheadMillis) {}

    /// @param fixable whether `castellan check --fix` puts it right
    record Found(Problem.Severity severity, List<String> where, String what, String hint, boolean fixable) {
        boolean isError() {
            return severity == Problem.Severity.ERROR;
        }
    }

    /// @param tried what was put right just now; where it is found all the same, it did not hold
    static Checkup of(
            String cluster, Collection<HostFacts> hosts, List<Finding> findings, Collection<Finding.Fix> tried) {
        List<Host> machines = hosts.stream()
                .map(host -> new Host(
                        host.address(),
                        host.osName(),
                        host.architecture(),
                        host.cores(),
                        host.memoryBytes(),
                        host.java().map(java -> OptionalInt.of(java.feature())).orElse(OptionalInt.empty()),
                        host.clockAheadMillis()))
                .toList();
        return new Checkup(cluster, machines, together(findings, tried));
    }

    private static List<Found> together(List<Finding> findings, Collection<Finding.Fix> tried) {
        Map<Found, List<String>> places = new LinkedHashMap<>();
        for (Finding finding : findings) {
            Problem problem = finding.problem();
            Optional<String> vain = finding.fix().filter(tried::contains).map(Checkup::vain);
            Found found = new Found(
                    problem.severity(),
                    List.of(),
                    problem.what(),
                    vain.orElse(problem.hint()),
                    finding.fix().isPresent() && vain.isEmpty());
            places.computeIfAbsent(found, key -> new ArrayList<>()).add(problem.where());
        }
        return places.entrySet().stream()
                .map(entry -> new Found(
                        entry.getKey().severity(),
                        List.copyOf(entry.getValue()),
                        entry.getKey().what(),
                        entry.getKey().hint(),
                        entry.getKey().fixable()))
                .toList();
    }

    private static String vain(Finding.Fix fix) {
        return fix.mending() == Mending.CLOCK
                ? "it was switched on and is not in step yet, or there is no service for it: timedatectl there says"
                : "the kernel refused to change it, as in a container: set it on the machine that runs the container";
    }

    boolean isInTheWay() {
        return findings.stream().anyMatch(Found::isError);
    }

    String text() {
        List<String> lines = new ArrayList<>();
        if (!hosts.isEmpty()) {
            Table table = Table.of("HOST", "SYSTEM", "MACHINE", "CORES", "MEMORY", "JAVA");
            hosts.forEach(host -> table.row(
                    host.host(),
                    host.os(),
                    host.architecture(),
                    host.cores(),
                    Bytes.text(host.memoryBytes()),
                    host.java().isPresent() ? String.valueOf(host.java().getAsInt()) : "-"));
            lines.add(table.text());
        }
        findings.forEach(found -> lines.add(String.join(", ", found.where()) + "  "
                + (found.isError() ? "" : "warning: ") + found.what()
                + (found.hint().isEmpty() ? "" : "; " + found.hint())));
        lines.add(summary());
        return String.join("\n", lines);
    }

    private String summary() {
        long errors = findings.stream().filter(Found::isError).count();
        if (errors == 0) {
            return "nothing stands in the way of castellan apply";
        }
        return errors + (errors == 1 ? " finding stands" : " findings stand") + " in the way of castellan apply";
    }
}
