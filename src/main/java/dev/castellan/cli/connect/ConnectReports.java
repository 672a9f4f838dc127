package dev.castellan.cli.connect;

import dev.castellan.connect.plugin.Fit;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.problem.Problem;
import dev.castellan.view.Report;
import dev.castellan.view.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the verbs about Connect say, in both forms.
final class ConnectReports {
    private static final int SHOWN = 8;

    private ConnectReports() {}

    /// @param others for each release that was tried beside, whether it fits
    record Checked(String plugin, String sha256, int jars, List<Release> releases, Map<String, Boolean> others) {}

    record Release(
            String kafka,
            boolean fits,
            int java,
            int classes,
            int references,
            List<String> shadowedJars,
            List<Fit.Usable> usable,
            List<Found> problems) {
        static Release of(Fit fit) {
            return new Release(
                    fit.kafka().toString(),
                    fit.works(),
                    fit.java(),
                    fit.classes(),
                    fit.references(),
                    fit.shadowed(),
                    fit.usable(),
                    all(fit).map(Found::of).toList());
        }
    }

    /// @param where the class, or the plugin
    record Found(Problem.Severity severity, String where, String what, String hint) {
        static Found of(Problem problem) {
            return new Found(problem.severity(), problem.where(), problem.what(), problem.hint());
        }
    }

    private static Stream<Problem> all(Fit fit) {
        return Stream.concat(fit.faults().stream(), fit.problems().stream());
    }

    static Report check(Plugin plugin, List<Fit> fits, List<Fit> others) {
        Map<String, Boolean> tried = new TreeMap<>();
        others.forEach(fit -> tried.put(fit.kafka().toString(), fit.works()));
        var body = new Checked(
                plugin.name(),
                plugin.sha256(),
                plugin.jars().size(),
                fits.stream().map(Release::of).toList(),
                tried);
        List<String> lines = new ArrayList<>();
        lines.add("%s: %d jars, sha256 %s"
                .formatted(plugin.name(), body.jars(), body.sha256().substring(0, 12)));
        fits.forEach(fit -> addRelease(fit, lines));
        if (!fits.stream().allMatch(Fit::fits)) {
            lines.add(advice(fits, others));
        }
        return new Report("PluginCheck", body, String.join("\n", lines));
    }

    private static void addRelease(Fit fit, List<String> lines) {
        lines.add("");
        lines.add("Kafka %s: %s; %d classes name %d things of Kafka and need Java %d"
                .formatted(fit.kafka(), verdict(fit), fit.classes(), fit.references(), fit.java()));
        addProblems(all(fit).filter(Problem::isError).toList(), lines);
        addProblems(all(fit).filter(problem -> !problem.isError()).toList(), lines);
        if (!fit.usable().isEmpty()) {
            Table table = Table.of("KIND", "CLASS", "VERSION", "PROPERTIES");
            fit.usable()
                    .forEach(usable -> table.row(
                            usable.kind(),
                            usable.name(),
                            usable.version().isEmpty() ? "-" : usable.version(),
                            usable.properties()));
            lines.add(table.text().indent(2).stripTrailing());
        }
        if (!fit.shadowed().isEmpty()) {
            lines.add("  not loaded, or little of it, for the worker takes its own: "
                    + String.join(", ", fit.shadowed()));
        }
    }

    private static String verdict(Fit fit) {
        if (fit.works()) {
            return "it fits";
        }
        return fit.fits() ? "it cannot be used" : "it does not fit";
    }

    private static void addProblems(List<Problem> problems, List<String> lines) {
        problems.stream().limit(SHOWN).forEach(problem -> lines.add("  " + problem.text()));
        if (problems.size() > SHOWN) {
            lines.add("  and %d more; all of them:  -o json".formatted(problems.size() - SHOWN));
        }
    }

    private static String advice(List<Fit> fits, List<Fit> others) {
        List<Fit> all = Stream.concat(fits.stream(), others.stream())
                .sorted(Comparator.comparing(Fit::kafka))
                .toList();
        String fitting = versions(all.stream().filter(Fit::works));
        return "\n%s (tried: %s)\ntake a version of the plugin made for the release, or try other releases with --kafka"
                .formatted(
                        fitting.isEmpty() ? "it fits no release that was tried" : "it fits Kafka " + fitting,
                        versions(all.stream()));
    }

    private static String versions(Stream<Fit> fits) {
        return fits.map(fit -> fit.kafka().toString()).collect(Collectors.joining(", "));
    }
}
