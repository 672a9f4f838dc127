package dev.castellan.connect.plugin;

import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.kafka.knowledge.KafkaKnowledge;
import dev.castellan.problem.Problem;
import dev.castellan.spec.KafkaVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Finds out whether a plugin of Connect fits releases of Kafka, before any worker has it.
///
/// @param wanted a class that the plugin must hold, by its full name or as short as Connect allows
public record PluginCheck(Plugin plugin, Optional<String> wanted) {

    /// Loads the plugin as a worker of the release would, and looks up everything of Kafka that its classes name.
    ///
    /// @throws WorldRefused when a jar cannot be read, or no process can be started
    public Fit against(Distribution release) {
        try (Look look = new Look(plugin, release)) {
            List<Tried> tried = TrialRun.of(plugin, release, look.holdings.held());
            List<Problem> problems = new ArrayList<>(look.holdings.problems(plugin.name(), wanted));
            tried.forEach(one -> one.trouble().ifPresent(why -> problems.add(unusable(one.held(), why))));
            Set<String> tasks =
                    tried.stream().flatMap(one -> one.task().stream()).collect(Collectors.toCollection(TreeSet::new));
            problems.addAll(look.problems(tasks));
            problems.sort(Comparator.comparing(Problem::severity));
            return new Fit(
                    release.version(),
                    look.own.stream().mapToInt(ClassFile::java).max().orElse(0),
                    look.own.size(),
                    Linkage.counted(look.own),
                    look.unused(),
                    tried.stream()
                            .filter(one -> one.trouble().isEmpty())
                            .map(PluginCheck::usable)
                            .toList(),
                    problems);
        }
    }

    /// Which of these releases have everything that the plugin's classes name, without loading it.
    public SortedMap<KafkaVersion, Boolean> linked(List<Distribution> releases) {
        SortedMap<KafkaVersion, Boolean> linked = new TreeMap<>();
        for (Distribution release : releases) {
            try (Look look = new Look(plugin, release)) {
                linked.put(
                        release.version(),
                        Problem.errorsIn(look.problems(Set.of())).isEmpty());
            }
        }
        return linked;
    }

    private Problem unusable(Held held, String why) {
        boolean counts = held.listed()
                || held.isConnector()
                || wanted.filter(held::answersTo).isPresent();
        String what = "cannot be used as " + held.kind() + ": " + why;
        return counts
                ? Problem.error(held.name(), what, "")
                : Problem.warning(held.name(), what + "; no manifest names it, so it may not be meant to be", "");
    }

    private static Fit.Usable usable(Tried tried) {
        return new Fit.Usable(
                tried.held().kind(), tried.held().name(), tried.version().orElse(""), tried.properties());
    }

    /// The files of a plugin and a release side by side.
    private static final class Look implements AutoCloseable {
        private final KafkaVersion version;
        private final KafkaKnowledge kafka;
        private final Jars jars;
        private final Jars ofRelease;
        private final LoadOrder order;
        private final List<ClassFile> own;
        private final Catalogue catalogue;
        private final Holdings holdings;

        Look(Plugin plugin, Distribution release) {
            version = release.version();
            kafka = KafkaKnowledge.of(release);
            jars = Jars.open(plugin.jars());
            ofRelease = Jars.open(release.jars());
            var rules = kafka.pluginRules();
            order = new LoadOrder(jars, ofRelease, rules::isolates);
            own = jars.names().stream()
                    .sorted()
                    .filter(order::isOwn)
                    .flatMap(name -> jars.read(name).stream())
                    .toList();
            catalogue = order.catalogue(Linkage.wanted(own, jars.names()));
            holdings = Holdings.of(own, catalogue, rules.kinds(), jars.services());
        }

        List<Problem> problems(Set<String> tasks) {
            Set<String> roots = new LinkedHashSet<>(holdings.names());
            roots.addAll(tasks);
            Reach reach = Reach.of(
                    roots, own.stream().collect(Collectors.toMap(ClassFile::name, file -> file)), jars.services());
            return LinkProblems.of(version, own, catalogue, reach);
        }

        /// Jars with classes of which not one is the plugin's own.
        List<String> unused() {
            Set<String> unused = new TreeSet<>();
            jars.names().forEach(name -> jars.jar(name).ifPresent(unused::add));
            own.forEach(file -> jars.jar(file.name()).ifPresent(unused::remove));
            return List.copyOf(unused);
        }

        @Override
        public void close() {
            ofRelease.close();
            jars.close();
            kafka.close();
        }
    }
}
