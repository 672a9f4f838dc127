package dev.castellan.cli.connect;

import dev.castellan.connect.plugin.Fit;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.problem.Problem;
import dev.castellan.spec.KafkaVersion;
import dev.castellan.view.Report;
import dev.castellan.view.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the verbs about Connect say, in both forms.
final class ConnectReports {
    private static final int SHOWN = 8;

    private ConnectReports() {}

    /// @param others for each release that was tried beside, whether it has all that the plugin names
    record Checked(String plugin, String sha256, int jars, List<Release> releases, Map<String, Boolean> others) {}

    record Release(
            String kafka,
            boolean fits,
            int java,
            int classes,
            int references,
            List<String> unusedJars,
            List<Fit.Usable> usable,
            List<Problem> problems) {
        static Release of(Fit fit) {
            return new Release(
                    fit.kafka().toString(),
                    fit.fits(),
                    fit.java(),
                    fit.classes(),
                    fit.references(),
                    fit.unused(),
                    fit.usable(),
                    fit.problems());
        }
    }

    static Report check(Plugin plugin, List<Fit> fits, SortedMap<KafkaVersion, Boolean> others) {
        Map<String, Boolean> tried = new TreeMap<>();
        others.forEach((version, fitting) -> tried.put(version.toString(), fitting));
        var body = new Checked(
                plugin.name(),
                plugin.sha256(),
                plugin.jars().size(),
                fits.stream().map(Release::of).toList(),
                tried);
        List<String> lines = new ArrayList<>();
        lines.add("%s: %d jars, sha256 %s"
                .formatted(plugin.name(), body.jars(), body.sha256().substring(0, 12)));
        fits.forEach(fit -> addFit(fit, lines));
        if (!fits.stream().allMatch(Fit::fits)) {
            lines.add(advice(fits, others));
        }
        return new Report("PluginCheck", body, String.join("\n", lines));
    }

    private static void addFit(Fit fit, List<String> lines) {
        lines.add("");
        lines.add("Kafka %s: %s; %d classes name %d things of Kafka and need Java %d"
                .formatted(
                        fit.kafka(),
                        fit.fits() ? "it fits" : "it does not fit",
                        fit.classes(),
                        fit.references(),
                        fit.java()));
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
        addProblems(Problem.errorsIn(fit.problems()), lines);
        addProblems(
                fit.problems().stream().filter(problem -> !problem.isError()).toList(), lines);
        if (!fit.unused().isEmpty()) {
            lines.add("  not loaded, the worker has its own: " + String.join(", ", fit.unused()));
        }
    }

    private static void addProblems(List<Problem> problems, List<String> lines) {
        problems.stream().limit(SHOWN).forEach(problem -> lines.add("  " + problem.text()));
        if (problems.size() > SHOWN) {
            lines.add("  and %d more; all of them:  -o json".formatted(problems.size() - SHOWN));
        }
    }

    private static String advice(List<Fit> fits, SortedMap<KafkaVersion, Boolean> others) {
        SortedMap<KafkaVersion, Boolean> all = new TreeMap<>(others);
        fits.forEach(fit -> all.put(fit.kafka(), fit.fits()));
        List<String> fitting = all.keySet().stream()
                .filter(version -> Boolean.TRUE.equals(all.get(version)))
                .map(KafkaVersion::toString)
                .toList();
        String tried = "tried Kafka "
                + String.join(", ", all.keySet().stream().map(String::valueOf).toList());
        return "\n"
                + (fitting.isEmpty()
                        ? "it fits none of those that were tried"
                        : "it fits Kafka " + String.join(", ", fitting))
                + " (" + tried + "); take a version of the plugin made for the release, or try others with --kafka";
    }
}
