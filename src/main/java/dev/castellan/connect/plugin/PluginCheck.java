package dev.castellan.connect.plugin;

import dev.castellan.connect.link.Catalogue;
import dev.castellan.connect.link.ClassFile;
import dev.castellan.connect.link.Held;
import dev.castellan.connect.link.Holdings;
import dev.castellan.connect.link.LinkProblems;
import dev.castellan.connect.link.Linkage;
import dev.castellan.connect.link.Reach;
import dev.castellan.kafka.distribution.Distribution;
import dev.castellan.kafka.distribution.Plugin;
import dev.castellan.kafka.knowledge.KafkaKnowledge;
import dev.castellan.problem.Problem;
import dev.castellan.spec.KafkaVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Finds out whether a plugin of Connect fits releases of Kafka, before any worker has it.
///
/// @param wanted the classes that are to be used, by their full names or as short as Connect allows: only what they
/// lead to counts; empty for all that the plugin holds
public record PluginCheck(Plugin plugin, List<String> wanted) {
    public PluginCheck {
        wanted = List.copyOf(wanted);
    }

    /// Loads the plugin as a worker of the release would, and looks up everything of Kafka that its classes name.
    ///
    /// @throws WorldRefused when a jar cannot be read, or no process can be started
    public Fit against(Distribution release) {
        try (Look look = new Look(plugin, release)) {
            List<Tried> tried = TrialRun.of(plugin, release, look.holdings.held());
            List<Problem> problems = new ArrayList<>(unusable(tried));
            problems.addAll(look.problems(entries(look.holdings, tried)));
            problems.sort(Comparator.comparing(Problem::severity));
            return new Fit(
                    release.version(),
                    look.own.stream().mapToInt(ClassFile::java).max().orElse(0),
                    look.own.size(),
                    Linkage.counted(look.own, look.catalogue),
                    look.shadowed(),
                    tried.stream()
                            .filter(one -> one.trouble().isEmpty())
                            .map(PluginCheck::usable)
                            .toList(),
                    look.holdings.problems(plugin.name(), wanted),
                    problems);
        }
    }

    /// Where Connect comes in: the classes in use, and the tasks of connectors.
    private Set<String> entries(Holdings holdings, List<Tried> tried) {
        List<Held> inUse = holdings.inUse(wanted);
        Set<String> entries = new LinkedHashSet<>();
        inUse.forEach(held -> entries.add(held.name()));
        tried.stream()
                .filter(one -> inUse.contains(one.held()))
                .flatMap(one -> one.task().stream())
                .forEach(entries::add);
        return entries;
    }

    private List<Problem> unusable(List<Tried> tried) {
        Map<String, List<Tried>> classes = tried.stream()
                .filter(one -> one.trouble().isPresent())
                .collect(Collectors.groupingBy(one -> one.held().name(), TreeMap::new, Collectors.toList()));
        List<Problem> problems = new ArrayList<>();
        classes.forEach((name, kinds) -> {
            String as = kinds.stream().map(one -> one.held().kind()).collect(Collectors.joining(" and "));
            String what = "cannot be used as " + as + ": "
                    + kinds.getFirst().trouble().orElse("");
            boolean counts = kinds.stream().map(Tried::held).anyMatch(this::counts);
            problems.add(
                    counts
                            ? Problem.error(name, what, "")
                            : Problem.warning(name, what + "; only who names it meets this", ""));
        });
        return problems;
    }

    /// What no manifest names is often no plugin of its own, but a part of others that happens to look like one.
    private boolean counts(Held held) {
        return wanted.isEmpty()
                ? held.listed() || held.isConnector()
                : wanted.stream().anyMatch(held::answersTo);
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

        List<Problem> problems(Set<String> entries) {
            Reach reach = Reach.of(
                    entries, own.stream().collect(Collectors.toMap(ClassFile::name, file -> file)), jars.services());
            return LinkProblems.of(version, own, catalogue, reach);
        }

        /// Jars of which most classes would not be loaded: the worker has them, and takes its own.
        List<String> shadowed() {
            Set<String> taken = own.stream().map(ClassFile::name).collect(Collectors.toSet());
            Map<String, Integer> balance = new TreeMap<>();
            jars.names()
                    .forEach(name -> jars.jar(name)
                            .ifPresent(jar -> balance.merge(jar, taken.contains(name) ? 1 : -1, Integer::sum)));
            return balance.keySet().stream()
                    .filter(jar -> balance.getOrDefault(jar, 0) < 0)
                    .toList();
        }

        @Override
        public void close() {
            ofRelease.close();
            jars.close();
            kafka.close();
        }
    }
}
