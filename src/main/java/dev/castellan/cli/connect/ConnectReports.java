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
            List<Problem> problems) {
        static Release of(Fit fit) {
            return new Release(
                    fit.kafka().toString(),
                    fit.works(),
                    fit.java(),
                    fit.classes(),
                    fit.references(),
                    fit.shadowed(),
                    fit.usable(),
                    Stream.concat(fit.faults().stream(), fit.problems().stream())
                            .toList());
        }
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
        body.releases().forEach(release -> addRelease(release, lines));
        if (!fits.stream().allMatch(Fit::fits)) {
            lines.add(advice(fits, others));
        }
        return new Report("PluginCheck", body, String.join("\n", lines));
    }

    private static void addRelease(Release release, List<String> lines) {
        lines.add("");
        lines.add("Kafka %s: %s; %d classes name %d things of Kafka and need Java %d"
                .formatted(
                        release.kafka(),
                        release.fits() ? "it fits" : "it does not fit",
                        release.classes(),
                        release.references(),
                        release.java()));
        addProblems(Problem.errorsIn(release.problems()), lines);
        addProblems(
                release.problems().stream()
                        .filter(problem -> !problem.isError())
                        .toList(),
                lines);
        if (!release.usable().isEmpty()) {
            Table table = Table.of("KIND", "CLASS", "VERSION", "PROPERTIES");
            release.usable()
                    .forEach(usable -> table.row(
                            usable.kind(),
                            usable.name(),
                            usable.version().isEmpty() ? "-" : usable.version(),
                            usable.properties()));
            lines.add(table.text().indent(2).stripTrailing());
        }
        if (!release.shadowedJars().isEmpty()) {
            lines.add("  not loaded, or little of it, for the worker takes its own: "
                    + String.join(", ", release.shadowedJars()));
        }
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
